/** Finds the call of the table that a request is for. */
import { type Call, endpoints } from '../endpoints.js';
import type { Endpoint } from '../table/endpoint.js';
import { Refusal } from './refusal.js';

export interface Route {
	readonly endpoint: Endpoint & { readonly call: Call };
	/** The parts of the path in braces, decoded. */
	readonly params: Readonly<Record<string, string>>;
	/** Without the tenant. */
	readonly path: string;
	/** Of the path. */
	readonly tenant?: string;
}

/** Refuses paths and methods that the table does not have: no code is documented for either. */
export function routeOf(method: string, pathname: string): Route {
	const [, tenant] = /^\/v1\/t\/([^/]+)\//.exec(pathname) ?? [];
	const path = tenant === undefined ? pathname : pathname.replace(/^\/v1\/t\/[^/]+/, '/v1');
	const found = endpoints.flatMap((endpoint) => {
		const params = paramsOf(endpoint.path, path);
		return params ? [{ endpoint, params }] : [];
	});
	const fitting = found.filter(({ endpoint }) => endpoint.method === method);
	// A path that is written out goes before one with braces: `/v1/policies/test`.
	const [best] = fitting.sort(
		(a, b) => Object.keys(a.params).length - Object.keys(b.params).length,
	);
	if (best) {
		return { ...best, path, ...(tenant !== undefined && { tenant }) };
	}
	if (found.length === 0) throw new Refusal(404, 'not_found', `There is no ${pathname}.`);
	throw new Refusal(405, 'invalid_request', `${pathname} does not take ${method}.`, undefined, {
		Allow: found.map(({ endpoint }) => endpoint.method).join(', '),
	});
}

function paramsOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
	const [wanted, sent] = [pattern.split('/'), path.split('/')];
	if (wanted.length !== sent.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, part] of wanted.entries()) {
		const value = sent[index] ?? '';
		if (!part.startsWith('{')) {
			if (part !== value) return undefined;
		} else if (value === '') return undefined;
		else params[part.slice(1, -1)] = decoded(value);
	}
	return params;
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch (error) {
		if (error instanceof URIError) {
			throw new Refusal(400, 'invalid_request', 'The path cannot be decoded.');
		}
		throw error;
	}
}
