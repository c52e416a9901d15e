/** The TLS side of a connection: reads the files it names and checks what TLS libraries pass over in silence. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import { type ConnectionOptions, createSecureContext, type SecureContext } from 'node:tls';
import { type ErrorCode, isPkiError, PkiError } from '../common/errors.js';
import { findPemBlocks } from '../find/pem.js';

/** What the files are read with. */
export interface TlsHost {
	/**
	 * Reads a file the user named (CA file, client certificate or key), by absolute path. Rejects with `notFound`,
	 * `forbidden`, `tooLarge` or `invalid` (reason `notFile`), with `args.file`.
	 */
	readFile(path: string): Promise<Uint8Array>;
	/** PEM of the CAs that the system trusts; servers are checked against them and Node's own where there is no CA file. */
	systemCertificates?(): Promise<readonly string[]>;
}

/** Absolute paths of PEM files, and the name that the server's certificate has; empty or absent: none. */
export interface TlsSettings {
	readonly caFile?: string;
	readonly clientCertificateFile?: string;
	readonly clientKeyFile?: string;
	readonly serverName?: string;
}

/** What a socket is opened with. There is deliberately no way to turn verification off. */
export interface TlsOptions {
	/** For `tls.connect`. */
	readonly connection: ConnectionOptions;
	readonly serverName?: string;
	readonly hasClientCertificate: boolean;
	/** A block of the CA file cannot be read, so that CAs may be missing. */
	readonly caFileDamaged: boolean;
}

/** Where the TLS options of each new socket come from. */
export interface TlsSource {
	/** Rejects as `readTlsFiles` does. */
	options(): Promise<TlsOptions>;
	/** What a peer is checked against that is not the connection's own server. */
	systemTrust(): Promise<{ readonly secureContext: SecureContext }>;
}

/** Reads the files of a connection for every new socket, so that a rotation is noticed; keeps what did not change. */
export class TlsFiles implements TlsSource {
	#known: { readonly files: TlsTexts; readonly options: TlsOptions } | undefined;
	#system: SecureContext | undefined;

	constructor(
		private readonly settings: TlsSettings,
		private readonly host: TlsHost,
	) {}

	async options(): Promise<TlsOptions> {
		const files = await readTexts(this.settings, this.host);
		if (this.#known && sameTexts(this.#known.files, files)) return this.#known.options;
		const options = await toOptions(files, this.settings, this.host);
		this.#known = { files, options };
		return options;
	}

	async systemTrust(): Promise<{ readonly secureContext: SecureContext }> {
		this.#system ??= await trusting(createSecureContext({ minVersion: 'TLSv1.2' }), this.host);
		return { secureContext: this.#system };
	}
}

const fileFaults: Readonly<Partial<Record<ErrorCode, string>>> = {
	notFound: 'fileMissing',
	forbidden: 'fileForbidden',
	tooLarge: 'fileTooLarge',
};

/**
 * A fault of the files, found while a request was on its way: `unreachable`, because the other codes mean that the
 * server said so.
 */
export function asUnreachable(error: unknown): unknown {
	if (!isPkiError(error)) return error;
	const { code, args, cause } = error;
	const reason = code === 'invalid' ? error.reason : (fileFaults[code] ?? 'fileUnreadable');
	return new PkiError('unreachable', { reason, args, cause });
}

interface TextFile {
	readonly file: string;
	readonly text: string;
}

interface TlsTexts {
	/** Replaces the system's roots, as with the `vault` and `bao` programs. */
	readonly ca?: TextFile;
	readonly cert?: TextFile;
	readonly key?: TextFile;
}

/** Rejects with what `host.readFile` does. */
async function readTexts(settings: TlsSettings, host: TlsHost): Promise<TlsTexts> {
	const [ca, cert, key] = await Promise.all([
		readText(settings.caFile, host),
		readText(settings.clientCertificateFile, host),
		readText(settings.clientKeyFile, host),
	]);
	return { ca, cert, key };
}

function sameTexts(one: TlsTexts, other: TlsTexts): boolean {
	return (['ca', 'cert', 'key'] as const).every((name) => one[name]?.text === other[name]?.text);
}

/**
 * Rejects with `invalid`: reasons `noCertificate`, `clientKeyMissing`, `clientCertificateMissing`,
 * `clientCertificateUnusable`, `clientKeyEncrypted`, `clientKeyUnreadable`, `clientKeyMismatch`; `args.file`.
 */
async function toOptions(
	{ ca, cert, key }: TlsTexts,
	settings: TlsSettings,
	host: TlsHost,
): Promise<TlsOptions> {
	const isDamaged = ca !== undefined && requireCertificate(ca);
	if (cert) requireCertificate(cert);
	if (cert && !key) throw invalid('clientKeyMissing', cert);
	if (key && !cert) throw invalid('clientCertificateMissing', key);
	if (cert && key) checkPair(cert, key);
	const secureContext = createContext({ ca, cert, key });
	const serverName = settings.serverName === '' ? undefined : settings.serverName;
	return {
		connection: {
			secureContext: ca ? secureContext : await trusting(secureContext, host),
			// An editor adds the system's CAs to what names none, and a connection with a CA file trusts that one only.
			...(ca && { ca: ca.text }),
			...(serverName !== undefined && { servername: serverName }),
			minVersion: 'TLSv1.2',
			rejectUnauthorized: true,
		},
		serverName,
		hasClientCertificate: cert !== undefined,
		caFileDamaged: isDamaged,
	};
}

function invalid(reason: string, { file }: { readonly file: string }, cause?: unknown): PkiError {
	return new PkiError('invalid', { reason, args: { file }, cause });
}

async function readText(file: string | undefined, host: TlsHost): Promise<TextFile | undefined> {
	if (file === undefined || file === '') return undefined;
	// A byte order mark makes some TLS libraries find no certificate at all.
	const text = Buffer.from(await host.readFile(file))
		.toString('utf8')
		.replace(/^\uFEFF/, '');
	return { file, text };
}

/** Whether some other block of the file cannot be read. */
function requireCertificate(source: TextFile): boolean {
	const blocks = findPemBlocks(source.text);
	if (!blocks.some((block) => block.label.endsWith('CERTIFICATE') && block.der !== undefined)) {
		throw invalid('noCertificate', source);
	}
	return blocks.some(({ der }) => der === undefined);
}

/** A pair that does not fit makes OpenSSL send no certificate at all; the server's complaint would mislead. */
function checkPair(cert: TextFile, key: TextFile): void {
	if (key.text.includes('ENCRYPTED')) throw invalid('clientKeyEncrypted', key);
	const certificate = attempt(
		() => new X509Certificate(cert.text),
		'clientCertificateUnusable',
		cert,
	);
	const isMatch = attempt(
		() => certificate.checkPrivateKey(createPrivateKey(key.text)),
		'clientKeyUnreadable',
		key,
	);
	if (!isMatch) throw invalid('clientKeyMismatch', key);
}

function createContext({ ca, cert, key }: TlsTexts): SecureContext {
	const create = () =>
		createSecureContext({
			...{ ca: ca?.text, cert: cert?.text, key: key?.text, minVersion: 'TLSv1.2' },
		});
	const culprit = cert ?? ca;
	if (!culprit) return create();
	return attempt(create, cert ? 'clientCertificateUnusable' : 'noCertificate', culprit);
}

/** Only the code of an error about key material is kept. */
function attempt<T>(task: () => T, reason: string, file: TextFile): T {
	try {
		return task();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
		throw invalid(reason, file, code);
	}
}

const slice = 20;

/** Adds the system's CAs to Node's own, a few at a time: reading hundreds takes longer than an editor may stand still. */
async function trusting(secureContext: SecureContext, host: TlsHost): Promise<SecureContext> {
	const certificates = (await host.systemCertificates?.()) ?? [];
	const context = secureContext.context as { addCACert(pem: string): void };
	for (const [index, pem] of certificates.entries()) {
		if (index % slice === slice - 1) await pause();
		context.addCACert(pem);
	}
	return secureContext;
}
