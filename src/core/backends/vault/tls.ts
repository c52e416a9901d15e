/** The TLS side of a connection: reads the files it names and checks what TLS libraries pass over in silence. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { PkiError } from '../../common/errors.js';
import { findPemBlocks } from '../../x509/pem.js';
import type { BackendHost } from '../backend.js';

/** Options of `https.request`. There is deliberately no way to turn verification off. */
export interface TlsOptions {
	readonly ca?: string;
	readonly cert?: string;
	readonly key?: string;
	readonly servername?: string;
	readonly minVersion: 'TLSv1.2';
	readonly rejectUnauthorized: true;
}

/**
 * @param fields `caFile` replaces the system's roots, as with the `vault` and `bao` programs.
 * @returns Rejects with what `host.readFile` does, or with `invalid`: reasons `noCertificate`, `clientKeyMissing`,
 *   `clientCertificateMissing`, `clientKeyEncrypted`, `clientKeyUnreadable`, `clientKeyMismatch`; `args.file`.
 */
export async function readTlsOptions(
	fields: Readonly<Record<string, string>>,
	host: Pick<BackendHost, 'readFile'>,
): Promise<TlsOptions> {
	const [ca, cert, key] = await Promise.all([
		readText(fields.caFile, host),
		readText(fields.clientCertificateFile, host),
		readText(fields.clientKeyFile, host),
	]);
	if (ca) requireCertificate(ca);
	if (cert) requireCertificate(cert);
	if (cert && !key) throw invalid('clientKeyMissing', cert);
	if (key && !cert) throw invalid('clientCertificateMissing', key);
	if (cert && key) checkPair(cert, key);
	return {
		...(ca && { ca: ca.text }),
		...(cert && { cert: cert.text }),
		...(key && { key: key.text }),
		...(fields.serverName && { servername: fields.serverName }),
		minVersion: 'TLSv1.2',
		rejectUnauthorized: true,
	};
}

interface TextFile {
	readonly file: string;
	readonly text: string;
}

function invalid(reason: string, { file }: { readonly file: string }, cause?: unknown): PkiError {
	return new PkiError('invalid', { reason, args: { file }, cause });
}

async function readText(
	file: string | undefined,
	host: Pick<BackendHost, 'readFile'>,
): Promise<TextFile | undefined> {
	if (file === undefined || file === '') return undefined;
	// A byte order mark makes some TLS libraries find no certificate at all.
	const text = Buffer.from(await host.readFile(file))
		.toString('utf8')
		.replace(/^\uFEFF/, '');
	return { file, text };
}

function requireCertificate(source: TextFile): void {
	const blocks = findPemBlocks(source.text);
	if (!blocks.some((block) => block.label.endsWith('CERTIFICATE') && block.der !== undefined)) {
		throw invalid('noCertificate', source);
	}
}

/** A pair that does not fit makes OpenSSL send no certificate at all; the server's complaint would mislead. */
function checkPair(cert: TextFile, key: TextFile): void {
	if (key.text.includes('ENCRYPTED')) throw invalid('clientKeyEncrypted', key);
	let matches: boolean;
	try {
		matches = new X509Certificate(cert.text).checkPrivateKey(createPrivateKey(key.text));
	} catch (error) {
		throw invalid('clientKeyUnreadable', key, describe(error));
	}
	if (!matches) throw invalid('clientKeyMismatch', key);
	try {
		createSecureContext({ cert: cert.text, key: key.text, minVersion: 'TLSv1.2' });
	} catch (error) {
		throw invalid('clientCertificateUnusable', cert, describe(error));
	}
}

/** Only the code of an error about key material is kept. */
function describe(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
