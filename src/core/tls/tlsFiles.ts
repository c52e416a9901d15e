/** The TLS side of a connection: reads the files it names and checks what TLS libraries pass over in silence. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import { type ConnectionOptions, createSecureContext, type SecureContext } from 'node:tls';
import { type ErrorCode, isPkiError, PkiError } from '../common/errors.js';
import { findPemBlocks } from '../find/pem.js';
import {
	holdsCertificate,
	type NamedText,
	readTexts,
	sameTexts,
	type TextHost,
	type TlsSettings,
	type TlsTexts,
} from './tlsTexts.js';

/** What the files are read with. */
export interface TlsHost extends TextHost {
	/** PEM of the CAs that the system trusts; servers are checked against them and Node's own where there is no CA file. */
	systemCertificates?(): Promise<readonly string[]>;
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
	#known: { readonly texts: TlsTexts; readonly options: TlsOptions } | undefined;
	/** Sockets that are opened together share one reading. */
	#reading: Promise<TlsOptions> | undefined;
	#system: SecureContext | undefined;

	constructor(
		private readonly settings: TlsSettings,
		private readonly host: TlsHost,
	) {}

	options(): Promise<TlsOptions> {
		this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
		return this.#reading;
	}

	async #read(): Promise<TlsOptions> {
		const texts = await readTexts(this.settings, this.host);
		if (this.#known && sameTexts(this.#known.texts, texts)) return this.#known.options;
		const options = await toOptions(texts, this.settings, this.host);
		this.#known = { texts, options };
		return options;
	}

	async systemTrust(): Promise<{ readonly secureContext: SecureContext }> {
		const context = createSecureContext({ minVersion: 'TLSv1.2' });
		this.#system ??= await trusting(context, await this.host.systemCertificates?.());
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

/**
 * Rejects with `invalid`: reasons `noCertificate`, `clientKeyMissing`, `clientCertificateMissing`,
 * `clientCertificateUnusable`, `clientKeyEncrypted`, `clientKeyUnreadable`, `clientKeyMismatch`; `args.file`, and in
 * `args.field` the connection's field to mend.
 */
async function toOptions(
	texts: TlsTexts,
	settings: TlsSettings,
	host: TlsHost,
): Promise<TlsOptions> {
	const { ca, folder, cert, key } = texts;
	const isDamaged = ca !== undefined && requireCertificate(ca);
	if (!ca && folder?.texts.length === 0) throw invalid('noCertificateInFolder', folder);
	if (cert) requireCertificate(cert);
	if (cert && !key) throw invalid('clientKeyMissing', { ...cert, field: 'clientKeyFile' });
	if (key && !cert) {
		throw invalid('clientCertificateMissing', { ...key, field: 'clientCertificateFile' });
	}
	if (cert && key) checkPair(cert, key);
	const secureContext = createContext(texts);
	const own = folder?.texts.map(({ text }) => text);
	const added = own ?? (ca ? [] : await host.systemCertificates?.());
	const serverName = settings.serverName === '' ? undefined : settings.serverName;
	return {
		connection: {
			secureContext: await trusting(secureContext, added),
			// An editor adds the system's CAs to what names none, and a connection with CAs of its own trusts those only.
			...((ca ?? own) && { ca: [ca?.text ?? [], own ?? []].flat() }),
			...(serverName !== undefined && { servername: serverName }),
			minVersion: 'TLSv1.2',
			rejectUnauthorized: true,
		},
		serverName,
		hasClientCertificate: cert !== undefined,
		caFileDamaged: isDamaged || folder?.texts.some(({ text }) => hasDamage(text)) === true,
	};
}

function invalid(
	reason: string,
	{ file, field }: Pick<NamedText, 'file' | 'field'>,
	cause?: unknown,
): PkiError {
	return new PkiError('invalid', { reason, args: { file, ...(field && { field }) }, cause });
}

/** Whether some other block of the file cannot be read. */
function requireCertificate(source: NamedText): boolean {
	if (!holdsCertificate(source.text)) throw invalid('noCertificate', source);
	return hasDamage(source.text);
}

function hasDamage(text: string): boolean {
	return findPemBlocks(text).some(({ der }) => der === undefined);
}

/** A pair that does not fit makes OpenSSL send no certificate at all; the server's complaint would mislead. */
function checkPair(cert: NamedText, key: NamedText): void {
	if (isEncrypted(key.text)) throw invalid('clientKeyEncrypted', key);
	const certificate = orInvalid(
		() => new X509Certificate(cert.text),
		'clientCertificateUnusable',
		cert,
	);
	const isMatch = orInvalid(
		() => certificate.checkPrivateKey(createPrivateKey(key.text)),
		'clientKeyUnreadable',
		key,
	);
	if (!isMatch) throw invalid('clientKeyMismatch', key);
}

/** By its BEGIN line or its RFC 1421 header; what a comment says is nothing. */
function isEncrypted(text: string): boolean {
	return /^(?:-----BEGIN ENCRYPTED |Proc-Type:.*ENCRYPTED)/m.test(text);
}

/** With no CA at all where only a folder names them: they are added afterwards. */
function createContext({ ca, folder, cert, key }: TlsTexts): SecureContext {
	const create = () =>
		createSecureContext({
			...{ ca: ca?.text ?? (folder && []), cert: cert?.text, key: key?.text },
			minVersion: 'TLSv1.2',
		});
	const culprit = cert ?? ca;
	if (!culprit) return create();
	return orInvalid(create, cert ? 'clientCertificateUnusable' : 'noCertificate', culprit);
}

/** Only the code of an error about key material is kept. */
function orInvalid<T>(task: () => T, reason: string, file: NamedText): T {
	try {
		return task();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
		throw invalid(reason, file, code);
	}
}

const slice = 20;

/** Adds CAs to those of the context, a few at a time: reading hundreds takes longer than an editor may stand still. */
async function trusting(
	secureContext: SecureContext,
	certificates: readonly string[] = [],
): Promise<SecureContext> {
	const context = secureContext.context as { addCACert(pem: string): void };
	for (const [index, pem] of certificates.entries()) {
		if (index % slice === slice - 1) await pause();
		context.addCACert(pem);
	}
	return secureContext;
}
