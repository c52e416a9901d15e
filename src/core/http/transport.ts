/**
 * HTTP for one connection: keep-alive, cancel, a limit on the size of answers, and no redirect ever followed, so that
 * a token reaches the connection's own origin only.
 */
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { PkiError } from '../common/errors.js';
import type { ProxyFinder, ProxyServer } from './proxyServer.js';
import { Exchange, type HttpRequest, type HttpResponse } from './exchange.js';
import { alertOf, networkError } from '../tls/networkErrors.js';
import { peerOf } from '../tls/peer.js';
import { findHandshakeFacts } from '../tls/handshake.js';
import { ServerAgent, type ServerOptions } from './serverAgent.js';
import { Slots } from './slots.js';
import type { TlsSource } from '../tls/tlsFiles.js';
import { isAmbiguous } from '../tls/tlsAlerts.js';
import { isSocks, proxyError, proxyHeaders, proxyRefusal, proxyTarget } from './tunnel.js';

export type { HttpRequest, HttpResponse } from './exchange.js';

export interface TransportOptions {
	readonly tls: TlsSource;
	/** Knows the way through a proxy, where there is one. */
	readonly host?: ProxyFinder;
	/** Of a unix socket that is connected to in place of the host and the port. */
	readonly socketPath?: string;
	/** Bytes of an answer. */
	readonly limit?: number;
}

const maximumAnswerBytes = 64 * 1024 * 1024;

const repeatable = new Set(['GET', 'LIST']);

export class Transport {
	readonly #agent: ServerAgent;
	readonly #secure: boolean;
	readonly #slots = new Slots(16);

	constructor(
		private readonly base: URL,
		private readonly options: TransportOptions,
	) {
		this.#secure = base.protocol === 'https:';
		this.#agent = new ServerAgent(this.#secure, options.tls);
	}

	/** Rejects with a `PkiError`, or with the signal's reason. A status is an answer, whatever it is. */
	async send(request: HttpRequest): Promise<HttpResponse> {
		if (request.url.origin !== this.base.origin) {
			throw new PkiError('unexpected', { reason: 'otherOrigin' });
		}
		return this.#slots.run(() => this.#send(request), request.signal);
	}

	dispose(): void {
		this.#agent.destroy();
	}

	async #send(request: HttpRequest, isRepeated = false): Promise<HttpResponse> {
		const { host, socketPath } = this.options;
		const proxy = socketPath === undefined ? await host?.proxyFor?.(request.url) : undefined;
		const way = this.#wayTo(request, proxy);
		const exchange = new Exchange(way, request, this.options.limit ?? maximumAnswerBytes);
		try {
			return this.#check(await exchange.run(), way);
		} catch (error) {
			// The server closed an idle socket at the moment when it was used again.
			if (!isRepeated && exchange.wasStale(error) && repeatable.has(request.method)) {
				return this.#send(request, true);
			}
			throw await this.#explain(error, exchange.socket, way, request.signal);
		}
	}

	/** What a proxy for plain HTTP answers itself. */
	#check(response: HttpResponse, { proxy }: ServerOptions): HttpResponse {
		if (proxy && response.status === 407) throw proxyRefusal(proxy, this.base.hostname, 407);
		return response;
	}

	#wayTo({ url, method, headers }: HttpRequest, proxy: ProxyServer | undefined): ServerOptions {
		const { socketPath } = this.options;
		const shared = { method, agent: this.#agent, protocol: url.protocol, proxy, socketPath };
		if (!proxy || this.#secure || isSocks(proxy)) {
			const host = url.hostname.replace(/^\[|\]$/g, '');
			return {
				...{ ...shared, host, servername: isIP(host) === 0 ? host : '' },
				port: url.port === '' ? this.#agent.defaultPort : url.port,
				path: `${url.pathname}${url.search}`,
				headers: { ...headers },
			};
		}
		// Whoever listens between here and a server without TLS reads the token, the proxy as well.
		return {
			...{ ...shared, ...proxyTarget(proxy), path: url.href },
			headers: { ...headers, Host: url.host, ...proxyHeaders(proxy) },
		};
	}

	async #explain(
		error: unknown,
		socket: Duplex | undefined,
		way: ServerOptions,
		signal: AbortSignal,
	): Promise<unknown> {
		if (signal.aborted) return error;
		if (way.proxy && !this.#secure && !isSocks(way.proxy)) return proxyError(error, way.proxy);
		const tls = this.#agent.usedFor(socket);
		const alert = alertOf(error);
		const facts =
			tls && alert !== undefined && isAmbiguous(alert, tls.hasClientCertificate)
				? await findHandshakeFacts(() => this.#agent.openRaw(way), { tls, way, signal })
				: undefined;
		return networkError(error, {
			...this.#place(),
			serverName: tls?.serverName,
			hasClientCertificate: tls?.hasClientCertificate ?? false,
			caFileDamaged: tls?.caFileDamaged ?? false,
			handshake: facts,
			peer: peerOf(socket),
		});
	}

	/** What errors call the server. */
	#place(): { readonly host: string; readonly origin: string; readonly isSocket: boolean } {
		const { socketPath } = this.options;
		return socketPath === undefined
			? { host: this.base.hostname, origin: this.base.origin, isSocket: false }
			: { host: socketPath, origin: `unix://${socketPath}`, isSocket: true };
	}
}
