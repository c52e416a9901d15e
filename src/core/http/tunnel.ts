/** The way through a proxy: an open socket to the server behind it, on which TLS or HTTP is then spoken. */
import { ClientRequest, type IncomingMessage } from 'node:http';
import { isIPv6, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { isPkiError, PkiError } from '../common/errors.js';
import type { ProxyServer } from './proxyServer.js';
import { connectTls } from '../tls/peer.js';

export interface Target {
	/** Without brackets. */
	readonly host: string;
	readonly port: number;
}

/** How long a proxy may take to reach the server. */
const patienceMs = 30_000;

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Where the proxy itself listens. */
export function proxyTarget({ url }: ProxyServer): Target {
	const port = url.port === '' ? (defaultPorts[url.protocol] ?? 1080) : Number(url.port);
	return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
}

/** The header by which the proxy knows us; empty where it needs none. */
export function proxyHeaders({ authorization, credentials }: ProxyServer): Record<string, string> {
	if (authorization !== undefined) return { 'Proxy-Authorization': authorization };
	if (!credentials) return {};
	const text = `${credentials.user}:${credentials.password}`;
	return { 'Proxy-Authorization': `Basic ${Buffer.from(text).toString('base64')}` };
}

export function isSocks({ url }: ProxyServer): boolean {
	return url.protocol.startsWith('socks');
}

/** Options for the TLS of an `https:` proxy itself; the servers behind it are checked all the same. */
export function proxyTls(
	proxy: ProxyServer,
	trust: Pick<ConnectionOptions, 'secureContext'>,
): ConnectionOptions {
	const { host, port } = proxyTarget(proxy);
	const servername = /[a-z]/i.test(host) && !isIPv6(host) ? host : '';
	return { ...trust, host, port, servername, rejectUnauthorized: proxy.verify };
}

/** @returns Rejects with `unreachable`, the reason naming what the proxy did; `args.proxy` and `args.source` name it. */
export function openTunnel(
	proxy: ProxyServer,
	target: Target,
	{ signal, trust }: { signal: AbortSignal; trust: Pick<ConnectionOptions, 'secureContext'> },
): Promise<Socket> {
	return isSocks(proxy)
		? openSocks(proxy, target)
		: openConnect(proxy, target, { signal, tls: proxyTls(proxy, trust) });
}

/** RFC 9110, 9.3.6. */
function openConnect(
	proxy: ProxyServer,
	{ host, port }: Target,
	{ signal, tls }: { readonly signal: AbortSignal; readonly tls: ConnectionOptions },
): Promise<Socket> {
	const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
	return new Promise((resolve, reject) => {
		const request = new ClientRequest({
			...proxyTarget(proxy),
			...{ method: 'CONNECT', path: authority, signal, timeout: patienceMs },
			headers: { ...proxyHeaders(proxy), Host: authority },
			...(proxy.url.protocol === 'https:' && { createConnection: () => connectTls(tls) }),
		});
		request.on('connect', (response: IncomingMessage, socket: Socket, head: Buffer) => {
			const { statusCode: status = 0 } = response;
			if (status < 200 || status > 299) {
				socket.destroy();
				reject(proxyRefusal(proxy, host, status));
				return;
			}
			socket.setTimeout(0);
			if (head.length > 0) socket.unshift(head);
			resolve(socket);
		});
		request.on('timeout', () => {
			request.destroy(Object.assign(new Error('no response'), { code: 'ETIMEDOUT' }));
		});
		request.on('error', (error) => {
			reject(proxyError(error, proxy));
		});
		request.end();
	});
}

async function openSocks(proxy: ProxyServer, target: Target): Promise<Socket> {
	const { SocksClient } = await import('socks');
	const { user, password } = proxy.credentials ?? {};
	try {
		const { socket } = await SocksClient.createConnection({
			command: 'connect',
			proxy: {
				...proxyTarget(proxy),
				type: proxy.url.protocol.startsWith('socks4') ? 4 : 5,
				...(user !== undefined && { userId: user, password }),
			},
			destination: target,
			timeout: patienceMs,
		});
		return socket;
	} catch (error) {
		// The library's error carries the password.
		const detail = error instanceof Error ? error.message : 'SOCKS';
		const reason = /authentication/i.test(detail)
			? 'proxyAuthentication'
			: /rejected connection/i.test(detail)
				? 'proxyRefused'
				: 'proxyUnreachable';
		throw new PkiError('unreachable', {
			reason,
			args: { ...proxyArgs(proxy), host: target.host, detail },
		});
	}
}

function proxyArgs({ url, source }: ProxyServer): Record<string, string> {
	return { proxy: `${url.protocol}//${url.host}`, source };
}

/** A status by which a proxy says that it will not, or cannot, open the way. */
export function proxyRefusal(proxy: ProxyServer, host: string, status: number): PkiError {
	const reason =
		status === 407 ? 'proxyAuthentication' : status >= 500 ? 'proxyWithoutServer' : 'proxyRefused';
	const args = { ...proxyArgs(proxy), host, status, detail: `HTTP ${status}` };
	return new PkiError('unreachable', { reason, args });
}

/** The proxy itself could not be spoken to. */
export function proxyError(error: unknown, proxy: ProxyServer): PkiError {
	if (isPkiError(error)) return error;
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
	const certificate = /CERT|ISSUER|SIGNATURE|INVALID_PURPOSE|HOSTNAME/.test(code);
	return new PkiError('unreachable', {
		reason: certificate ? 'proxyCertificate' : 'proxyUnreachable',
		args: { ...proxyArgs(proxy), detail: code },
		cause: error,
	});
}
