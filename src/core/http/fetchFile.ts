import { withDeadline } from '../common/deadline.js';
import { PkiError } from '../common/errors.js';
import { type TlsHost, TlsFiles } from '../tls/tlsFiles.js';
import type { ProxyFinder } from './proxyServer.js';
import { Transport } from './transport.js';

export interface FetchOptions {
	readonly host: ProxyFinder & TlsHost;
	readonly signal: AbortSignal;
	/** Bytes. */
	readonly limit: number;
	readonly timeoutMs: number;
}

/**
 * The bytes at an `http:` or `https:` URL: one GET without credentials, and no redirect followed. Rejects with a `PkiError`:
 * `notFound` for any status but 200, else as a transport does.
 */
export async function fetchFile(
	url: URL,
	{ host, signal, limit, timeoutMs }: FetchOptions,
): Promise<Uint8Array> {
	const transport = new Transport(url, { tls: new TlsFiles({}, host), host, limit });
	try {
		const { status, bytes } = await withDeadline({ signal, timeoutMs }, (combined) =>
			transport.send({ method: 'GET', url, headers: {}, signal: combined }),
		);
		if (status === 200) return bytes;
		throw new PkiError('notFound', { reason: 'url', args: { url: url.href, status } });
	} finally {
		transport.dispose();
	}
}
