/** Which files hold certificates that were issued through the extension, and by whom, so that they can be renewed. */
import * as vscode from 'vscode';
import type { CertificateFacts } from '../../core/x509/model.js';

/** Names and times only; never a secret. */
export interface IssuedFile {
	/** The certificate's file. */
	readonly path: string;
	readonly name: string;
	/** SHA-256, hex. */
	readonly fingerprint: string;
	/** ISO 8601. */
	readonly notBefore: string;
	readonly notAfter: string;
	/** RFC 4514, and the issuer's key identifier in hex where the certificate names it. */
	readonly issuer: string;
	readonly issuerKey?: string;
	readonly connection: string;
	readonly mount: string;
	readonly role: string;
}

export type IssuedOrigin = Pick<IssuedFile, 'connection' | 'mount' | 'role'>;

type Known = Pick<CertificateFacts, 'sha256Fingerprint' | 'issuer' | 'authorityKeyIdentifier'>;

export interface IssuedFiles {
	readonly onDidChange: vscode.Event<void>;
	readonly files: readonly IssuedFile[];
	/** Takes the place of what was known of the same path. */
	add(file: IssuedFile): Promise<void>;
	forget(paths: readonly string[]): Promise<void>;
	/** Of that very certificate. */
	originOf(facts: Pick<Known, 'sha256Fingerprint'>): IssuedOrigin | undefined;
	/** Whether a connection is known that issued it, or another one of the same authority. */
	hasIssuer(facts: Known): boolean;
}

const stateKey = 'pki.issuedFiles';
/** The oldest are forgotten. */
const most = 2000;

export class KnownIssuedFiles implements IssuedFiles, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly onDidChange = this.#changed.event;
	#read: { readonly value: unknown; readonly files: readonly IssuedFile[] } | undefined;

	constructor(private readonly state: vscode.Memento) {}

	get files(): readonly IssuedFile[] {
		// Another window may have written it since.
		const value = this.state.get<unknown>(stateKey);
		if (this.#read?.value !== value || !this.#read) this.#read = { value, files: readFiles(value) };
		return this.#read.files;
	}

	add(file: IssuedFile): Promise<void> {
		return this.#keep([...this.files.filter(({ path }) => path !== file.path), file]);
	}

	forget(paths: readonly string[]): Promise<void> {
		return this.#keep(this.files.filter(({ path }) => !paths.includes(path)));
	}

	originOf({ sha256Fingerprint }: Pick<Known, 'sha256Fingerprint'>): IssuedOrigin | undefined {
		return this.files.find(({ fingerprint }) => fingerprint === sha256Fingerprint);
	}

	hasIssuer({ sha256Fingerprint, issuer, authorityKeyIdentifier }: Known): boolean {
		return this.files.some(
			(file) =>
				file.fingerprint === sha256Fingerprint ||
				(file.issuer === issuer && file.issuerKey === authorityKeyIdentifier),
		);
	}

	dispose(): void {
		this.#changed.dispose();
	}

	async #keep(files: readonly IssuedFile[]): Promise<void> {
		await this.state.update(stateKey, files.slice(-most));
		this.#changed.fire();
	}
}

/** What is not as it was written is left out. */
function readFiles(value: unknown): readonly IssuedFile[] {
	return Array.isArray(value) ? value.filter(isIssuedFile) : [];
}

const texts = [
	...['path', 'name', 'fingerprint', 'notBefore', 'notAfter', 'issuer'],
	...['connection', 'mount', 'role'],
] as const;

function isIssuedFile(value: unknown): value is IssuedFile {
	if (typeof value !== 'object' || value === null) return false;
	const fields = value as Readonly<Record<string, unknown>>;
	return texts.every((name) => typeof fields[name] === 'string');
}
