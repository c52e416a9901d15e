/** Keeps the open sockets of one connection, each opened with the files and the proxy of that moment. */
import { setMaxListeners } from 'node:events';
import { Agent, type ClientRequestArgs } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProxyServer } from './proxyServer.js';
import { connectTls } from '../tls/peer.js';
import { asUnreachable, type TlsOptions, type TlsSource } from '../tls/tlsFiles.js';
import { isSocks, openTunnel, proxyTarget, proxyTls } from './tunnel.js';

/** Idle sockets are closed before the server does it, whose default is five minutes. */
const idleMs = 60_000;

export interface ServerOptions extends ClientRequestArgs {
	/** The host name, or empty for an IP address (RFC 6066, 3). */
	readonly servername?: string;
	readonly proxy?: ProxyServer;
}

/**
 * An agent of our own for both schemes. Sockets are opened here and nowhere else: what an editor puts in the place of
 * `https.request` or of Node's agents does not come in between.
 */
export class ServerAgent extends Agent {
	readonly protocol: string;
	readonly defaultPort: number;
	readonly #closed = new AbortController();
	readonly #used = new WeakMap<Duplex, TlsOptions>();

	constructor(
		private readonly secure: boolean,
		private readonly tls: TlsSource,
	) {
		// Limits the idle ones only: sockets that are still being opened are not counted by Node.
		super({ keepAlive: true, maxFreeSockets: 16, timeout: idleMs });
		this.protocol = secure ? 'https:' : 'http:';
		this.defaultPort = secure ? 443 : 80;
		// One for each tunnel that is being opened; Node warns of more than ten.
		setMaxListeners(0, this.#closed.signal);
	}

	/** The options a socket was opened with. */
	usedFor(socket: Duplex | undefined): TlsOptions | undefined {
		return socket && this.#used.get(socket);
	}

	/** One way, one pool: a socket that leads elsewhere is not used again. */
	override getName(options?: ServerOptions): string {
		return `${super.getName(options)}:${options?.proxy?.url.href ?? ''}`;
	}

	override createConnection(
		options: ServerOptions,
		callback?: (error: Error | null, stream: Duplex) => void,
	): undefined {
		this.#open(options).then(
			(socket) => callback?.(null, socket),
			(error: unknown) => (callback as ((error: Error) => void) | undefined)?.(error as Error),
		);
	}

	override destroy(): void {
		this.#closed.abort();
		super.destroy();
	}

	/** A socket to the server on which nothing is said yet. */
	async openRaw({ proxy, host, port, timeout, socketPath }: ServerOptions): Promise<Socket> {
		if (typeof socketPath === 'string') return connect({ path: socketPath, timeout });
		const target = { host: host ?? '', port: Number(port) };
		if (!proxy) return connect({ ...target, timeout });
		const trust = proxy.url.protocol === 'https:' ? await this.tls.systemTrust() : {};
		return openTunnel(proxy, target, { signal: this.#closed.signal, trust });
	}

	async #open(options: ServerOptions): Promise<Duplex> {
		if (!this.secure) return this.#openPlain(options);
		const tls = await this.tls.options().catch((error: unknown) => {
			throw asUnreachable(error);
		});
		const { host, port, servername, timeout } = options;
		const tunnel = options.proxy && (await this.openRaw(options));
		const secured = connectTls({
			...{ host: host ?? '', port: Number(port), servername, timeout, socket: tunnel },
			...tls.connection,
		});
		tunnel?.once('error', (error) => secured.destroy(error));
		this.#used.set(secured, tls);
		return secured;
	}

	/** An HTTP proxy is spoken to itself: the request's own address names the server (RFC 9112, 3.2.2). */
	async #openPlain(options: ServerOptions): Promise<Duplex> {
		const { proxy } = options;
		if (!proxy || isSocks(proxy)) return this.openRaw(options);
		if (proxy.url.protocol === 'http:') {
			return this.openRaw({ ...options, ...proxyTarget(proxy), proxy: undefined });
		}
		return connectTls(proxyTls(proxy, await this.tls.systemTrust()));
	}
}
