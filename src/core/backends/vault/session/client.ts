/** node-vault on our own transport: it keeps the paths and the error shape, we keep the wire. */
import nodeVault from 'node-vault';
import { PkiError } from '../../../common/errors.js';
import type { Logger } from '../../../common/logger.js';
import type { Address } from '../../connecting/address.js';
import { foreignError, withoutToken } from '../../answers/refusals.js';
import { refusedRedirect, statusError } from './httpErrors.js';
import { asTexts, isRecord, type Json } from '../../../http/json.js';
import type { HttpResponse, Transport } from '../../../http/transport.js';

export interface VaultRequest {
	readonly method: 'GET' | 'LIST' | 'POST' | 'PATCH' | 'DELETE';
	/** Below `/v1/`, not escaped: `pki/issue/web`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: Json;
}

export interface VaultAnswer {
	/** The whole JSON; empty for 204. */
	readonly body: Json;
	/** `body.data`; undefined when it is absent or null. */
	readonly data: Json | undefined;
	/** The server's own words. */
	readonly warnings: readonly string[];
}

export interface ClientOptions {
	readonly address: Address;
	/** Empty: none. */
	readonly namespace: string;
	readonly transport: Transport;
	readonly log: Logger;
}

/** What node-vault hands to the transport: our own `signal` among it. */
interface WireOptions {
	readonly uri: string;
	readonly method: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly json?: unknown;
	readonly signal: AbortSignal;
}

interface WireAnswer {
	readonly statusCode: number;
	readonly body: Json | undefined;
	readonly request: { readonly path: string };
}

export class VaultClient {
	readonly #vault: nodeVault.client;
	/** Some proxies refuse the method LIST; found out once. */
	#listByGet = false;

	constructor(private readonly options: ClientOptions) {
		const endpoint = options.address.url.href.replace(/(?<!\/)\/+$/, '');
		this.#vault = nodeVault({
			endpoint,
			// It would print bodies, private keys among them, where DEBUG is set.
			debug: () => undefined,
			'request-promise': { defaults: () => (wire: WireOptions) => this.#exchange(wire) },
		});
		// Empty options make node-vault read its environment variables: put the values in afterwards.
		Object.assign(this.#vault, {
			endpoint,
			pathPrefix: '',
			token: '',
			namespace: options.namespace,
		});
	}

	/**
	 * @param token Sent with this request only; undefined: none.
	 * @returns Rejects with a `PkiError` for every status but 200 and 204; `sys/health` answers with any.
	 */
	async send(
		request: VaultRequest,
		token: string | undefined,
		signal: AbortSignal,
	): Promise<VaultAnswer> {
		if (request.method !== 'LIST') return this.#send(request, token, signal);
		if (this.#listByGet) return this.#send(listByGet(request), token, signal);
		try {
			return await this.#send(request, token, signal);
		} catch (error) {
			if (!isMethodRefused(error)) throw error;
			const answer = await this.#send(listByGet(request), token, signal);
			this.#listByGet = true;
			return answer;
		}
	}

	async #send(
		{ method, path, query = {}, body }: VaultRequest,
		token: string | undefined,
		signal: AbortSignal,
	): Promise<VaultAnswer> {
		const parameters = new URLSearchParams(
			Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
		).toString();
		const headers: Record<string, string> = { 'X-Vault-Request': 'true' };
		if (token !== undefined) headers['X-Vault-Token'] = token;
		if (method === 'PATCH') headers['Content-Type'] = 'application/merge-patch+json';
		const options = {
			method,
			path: `/${escapePath(path)}${parameters === '' ? '' : `?${parameters}`}`,
			headers,
			signal,
			...(body && { json: body }),
		};
		try {
			return toAnswer(await (this.#vault.request(options) as Promise<unknown>), token);
		} catch (error) {
			throw toPkiError(error, token);
		}
	}

	async #exchange(wire: WireOptions): Promise<WireAnswer> {
		const url = new URL(wire.uri);
		const started = performance.now();
		const response = await this.options.transport.send({
			method: wire.method,
			url,
			headers: { 'Content-Type': 'application/json', ...wire.headers },
			body: wire.json === undefined ? undefined : JSON.stringify(wire.json),
			signal: wire.signal,
		});
		const ms = Math.round(performance.now() - started);
		this.options.log.debug(`${wire.method} ${url.pathname} ${response.status} (${ms} ms)`);
		const { status } = response;
		if (status >= 300 && status < 400) throw refusedRedirect(response, url);
		const { href, socketPath } = this.options.address;
		const body = parseBody(response, socketPath === undefined ? url.origin : href);
		return { statusCode: status, body, request: { path: url.pathname } };
	}
}

/** Vault's own refusals have words; 400 is what programs answer that do not know the method at all. */
function isMethodRefused(error: unknown): boolean {
	if (!(error instanceof PkiError)) return false;
	const { status } = error.args;
	return (
		status === 405 || (error.serverMessages.length === 0 && (status === 400 || status === 501))
	);
}

function listByGet(request: VaultRequest): VaultRequest {
	return { ...request, method: 'GET', query: { ...request.query, list: 'true' } };
}

/** Escapes each segment; a segment that would leave the path is refused. */
function escapePath(path: string): string {
	const segments = path.split('/');
	if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
		throw new PkiError('invalid', { reason: 'badPath', args: { path } });
	}
	return segments.map(encodeURIComponent).join('/');
}

function parseBody(response: HttpResponse, origin: string): Json | undefined {
	if (response.text.trim() === '' && (response.status === 204 || response.status >= 400)) {
		return undefined;
	}
	try {
		const body: unknown = JSON.parse(response.text);
		if (isRecord(body)) return body;
	} catch (error) {
		// The text itself says nothing that helps, and may hold anything.
		if (!(error instanceof SyntaxError)) throw error;
	}
	throw foreignError(response, origin, 'notVault');
}

function toAnswer(body: unknown, token: string | undefined): VaultAnswer {
	const record = isRecord(body) ? body : {};
	return {
		body: record,
		data: isRecord(record.data) ? record.data : undefined,
		warnings: withoutToken(asTexts(record.warnings), token),
	};
}

/** node-vault rejects with `{ response: { statusCode, body } }`; a server that repeats the token does not pass it on. */
function toPkiError(error: unknown, token: string | undefined): PkiError {
	if (error instanceof PkiError) return error;
	const response = isRecord(error) ? error.response : undefined;
	if (!isRecord(response) || typeof response.statusCode !== 'number') {
		return new PkiError('unexpected', { cause: error });
	}
	const body = isRecord(response.body) ? response.body : undefined;
	const errors = withoutToken(asTexts(body?.errors), token);
	return statusError(response.statusCode, { errors });
}
