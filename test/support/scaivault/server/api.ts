/** From a request to an answer: token, tenant, rate limit, scope, fields, policies, and then what was asked for. */
import { randomBytes } from 'node:crypto';
import { PkiError } from '../../../../src/core/common/errors.js';
import { audited } from '../access/audit.js';
import { checkPolicies } from '../access/rights.js';
import type { Category, Endpoint } from '../table/endpoint.js';
import type { Readings } from '../readings.js';
import { checkBody, checkQuery } from './fields.js';
import { auditActions, handlers } from './handlers.js';
import { RateLimits } from './limits.js';
import { badFields, Refusal } from './refusal.js';
import { type Route, routeOf } from './router.js';
import { Sent } from './sent.js';
import { authenticate, checkScope, tenantOf } from './tokens.js';
import type { Answer, CallContext, TokenRecord, World } from './world.js';

export interface ApiRequest {
	readonly method: string;
	/** Path and query. */
	readonly url: string;
	/** By lower-case names. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
	readonly sourceIp: string;
}

export interface ApiAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | Buffer;
}

export class Api {
	readonly #limits: RateLimits;

	constructor(private readonly world: World) {
		this.#limits = new RateLimits(world);
	}

	async answer(request: ApiRequest): Promise<ApiAnswer> {
		const requestId = `req_${randomBytes(8).toString('hex')}`;
		const headers: Record<string, string> = { 'X-Request-ID': requestId };
		try {
			return written(await this.#run(request, requestId, headers), headers);
		} catch (error) {
			const refusal = refusalOf(error);
			const { status } = refusal;
			Object.assign(headers, refusal.headers);
			return written({ status, json: refusal.body(requestId, this.world.readings) }, headers);
		}
	}

	async #run(request: ApiRequest, requestId: string, headers: Record<string, string>) {
		const { pathname, searchParams } = new URL(request.url, 'http://fake.invalid');
		const route = routeOf(request.method, pathname);
		const { endpoint } = route;
		const { readings } = this.world;
		const category = endpoint.limit.replace('?', '') as Category;
		Object.assign(headers, this.#limits.full(category));
		const token = isOpen(endpoint, readings)
			? nobody(this.world, route.params['id'])
			: authenticate(this.world, request.headers['authorization']);
		Object.assign(headers, this.#limits.count(token.identity.id, category));
		const named = route.tenant ?? request.headers['x-tenant-id'];
		const tenant = tenantOf(this.world, token, named);
		if (token.identity.id !== '') checkScope(endpoint, token, readings);
		const call: CallContext = {
			...{ world: this.world, readings, now: this.world.now(), tenant, token, requestId },
			params: route.params,
			query: checkQuery(endpoint, searchParams, readings),
			body: bodyOf(endpoint, request, readings),
			accept: request.headers['accept'] ?? '',
			sourceIp: request.sourceIp,
			userAgent: request.headers['user-agent'] ?? '',
		};
		return withStatus(await handled(call, route), endpoint, readings);
	}
}

function refusalOf(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	// What writes certificates refuses some values too, such as a name that is too long.
	if (error instanceof PkiError && error.code === 'invalid') {
		return badFields({ common_name: error.message });
	}
	return new Refusal(500, 'internal_error', String(error));
}

/** Where nobody has to say who they are. */
function isOpen({ scope, method, path }: Endpoint, { publicReads }: Readings): boolean {
	if (scope === 'none') return true;
	if (method !== 'GET' || publicReads === 'none') return false;
	if (path === '/v1/pki/ca/{id}/crl') return true;
	return path === '/v1/pki/ca/{id}/certificate' && publicReads === 'crlAndCertificate';
}

/** Of a call without a token: its tenant is that of the CA it names, or the first. */
function nobody({ tenants, now }: World, caId = ''): TokenRecord {
	const all = [...tenants.values()];
	const tenant = all.find(({ authorities }) => authorities.has(caId)) ?? all[0];
	return {
		identity: { id: '', type: 'user', groups: [], partnerAdmin: true, mfaVerified: false },
		...{ scopes: [], tenantId: tenant?.id ?? '', issuedAt: now(), expiresAt: now() },
		revoked: false,
	};
}

function bodyOf(endpoint: Endpoint, { headers, body }: ApiRequest, readings: Readings): Sent {
	if (body === '') {
		return endpoint.body ? checkBody(endpoint, {}, readings) : new Sent({});
	}
	if (endpoint.method === 'GET' || endpoint.method === 'DELETE') {
		throw new Refusal(400, 'invalid_request', 'This call takes no body.');
	}
	if (!/^application\/json(;|$)/.test(headers['content-type'] ?? '')) {
		throw new Refusal(400, 'invalid_request', 'The Content-Type must be application/json.');
	}
	return checkBody(endpoint, parsed(body), readings);
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		throw new Refusal(400, 'invalid_request', 'The body is not JSON.');
	}
}

/** Refused attempts are in the audit log too. */
async function handled(call: CallContext, { endpoint, path }: Route): Promise<Answer> {
	try {
		if (call.token.identity.id !== '') checkPolicies(call, endpoint, path);
		return await handlers[endpoint.call](call);
	} catch (error) {
		const action = auditActions[endpoint.call];
		if (action && error instanceof Refusal) {
			audited(call, action, path.replace('/v1/', ''), { role: call.params['role'] }, false);
		}
		throw error;
	}
}

function withStatus(answer: Answer, { kind, success }: Endpoint, readings: Readings): Answer {
	if (success !== 'unsaid') return { status: success, ...answer };
	switch (kind) {
		case 'create':
			return { status: Number(readings.created), ...answer };
		case 'remove':
			return readings.removed === '204' ? { status: 204 } : { status: 200, json: {} };
		case 'read':
		case 'list':
		case 'change':
		case 'act':
			return { status: 200, ...answer };
	}
}

function written({ status = 200, json, content, contentType }: Answer, headers: object): ApiAnswer {
	const body = json === undefined ? (content ?? '') : JSON.stringify(json);
	const type = json === undefined ? contentType : 'application/json';
	return { status, headers: { ...headers, ...(type && { 'Content-Type': type }) }, body };
}
