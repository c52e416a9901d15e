/** ScaiVault's HTTP API on our own transport: one request, one answer, what a refusal means. Built from its documentation. */
import { PkiError } from '../../../common/errors.js';
import type { Logger } from '../../../common/logger.js';
import { parseJson } from '../../../http/json.js';
import type { HttpResponse, Transport } from '../../../http/transport.js';
import type { Address } from '../../connecting/address.js';
import { redirectError } from '../../answers/refusals.js';
import { notScaiVault, refusalOf } from './errors.js';
import type { ScaiAnswer, ScaiRequest } from './request.js';

/** The tenant of every request, where it is not the token's own. */
export interface Tenant {
	readonly id: string;
	readonly sentAs: 'path' | 'header';
}

export interface ClientOptions {
	readonly address: Address;
	readonly tenant: Tenant | undefined;
	readonly transport: Transport;
	readonly log: Logger;
}

export class ScaiClient {
	constructor(private readonly options: ClientOptions) {}

	/**
	 * @param token Sent with this request only; undefined: none.
	 * @returns Rejects with a `PkiError` for every status that is no success.
	 */
	async send(
		request: ScaiRequest,
		token: string | undefined,
		signal: AbortSignal,
	): Promise<ScaiAnswer> {
		const url = this.#urlOf(request, token !== undefined);
		const started = performance.now();
		const response = await this.options.transport.send({
			...{ method: request.method, url, headers: this.#headersOf(request, token) },
			body: request.body && JSON.stringify(request.body),
			signal,
		});
		const ms = Math.round(performance.now() - started);
		const { status } = response;
		this.options.log.debug(`${request.method} ${url.pathname} ${status} (${ms} ms)`);
		if (status >= 300 && status < 400) throw redirectError(response, url);
		const { href, socketPath } = this.options.address;
		const origin = socketPath === undefined ? url.origin : href;
		if (status >= 400) throw refusalOf(response, { request, token, origin });
		return readAnswer(response, request, origin);
	}

	/** Where other programs send a request for this tenant, and the headers that say so. */
	placeOf(path: readonly string[]): {
		readonly url: string;
		readonly headers: Readonly<Record<string, string>>;
	} {
		const { tenant } = this.options;
		return {
			url: this.#urlOf({ method: 'POST', path }, true).href,
			headers: tenant?.sentAs === 'header' ? { 'x-tenant-id': tenant.id } : {},
		};
	}

	#urlOf({ path, query = {} }: ScaiRequest, isForTenant: boolean): URL {
		const { address, tenant } = this.options;
		const prefix = isForTenant && tenant?.sentAs === 'path' ? ['t', tenant.id] : [];
		const segments = ['v1', ...prefix, ...path];
		if (segments.some((segment) => /^\.{0,2}$/.test(segment))) {
			throw new PkiError('invalid', { reason: 'badPath', args: { path: path.join('/') } });
		}
		const base = address.url.href.replace(/(?<!\/)\/+$/, '');
		const url = new URL(`${base}/${segments.map(encodeURIComponent).join('/')}`);
		for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
		return url;
	}

	#headersOf({ body, accept }: ScaiRequest, token: string | undefined) {
		const { tenant } = this.options;
		return {
			Accept: accept ?? 'application/json',
			...(body && { 'Content-Type': 'application/json' }),
			...(token !== undefined && { Authorization: `Bearer ${token}` }),
			...(token !== undefined && tenant?.sentAs === 'header' && { 'X-Tenant-ID': tenant.id }),
		};
	}
}

function readAnswer(response: HttpResponse, request: ScaiRequest, origin: string): ScaiAnswer {
	const { text, bytes } = response;
	const json = parseJson(text);
	// A web page is no answer of this API; PEM and DER come where they were asked for.
	if (json === undefined && text.trim() !== '' && request.accept === undefined) {
		throw notScaiVault(response, origin);
	}
	return { json, text, bytes };
}
