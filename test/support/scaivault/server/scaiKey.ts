/** ScaiKey, which gives tokens out: a server of its own, on another origin. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { ApiAnswer, ApiRequest } from './api.js';
import type { Client, World } from './world.js';

export class ScaiKey {
	/** Where it is, once it listens. */
	url = '';
	readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

	constructor(private readonly world: World) {}

	get tokenUrl(): string {
		return this.url + this.world.readings.tokenPath;
	}

	answer(request: ApiRequest): ApiAnswer {
		const path = new URL(request.url, 'http://fake.invalid').pathname;
		if (path === this.world.readings.tokenPath) return this.#token(request);
		if (path === '/api/v1/platform/oauth/jwks') return json(200, { keys: [this.#jwk()] });
		if (this.#isDiscovery(path) && request.method === 'GET') return json(200, this.#discovery());
		return json(404, { error: 'not_found' });
	}

	#isDiscovery(path: string): boolean {
		const document = '/.well-known/openid-configuration';
		if (path === `/api/v1/platform/oauth${document}`) return true;
		return [...this.world.tenants.values()].some(
			({ slug }) => path === `/api/v1/auth/tenants/${slug}${document}`,
		);
	}

	/** What OpenID Connect Discovery 1.0 requires. */
	#discovery(): unknown {
		return {
			issuer: `${this.url}/api/v1/platform/oauth`,
			authorization_endpoint: `${this.url}/api/v1/platform/oauth/authorize`,
			token_endpoint: this.tokenUrl,
			jwks_uri: `${this.url}/api/v1/platform/oauth/jwks`,
			response_types_supported: ['code'],
			subject_types_supported: ['public'],
			id_token_signing_alg_values_supported: ['ES256'],
			grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
		};
	}

	#jwk(): unknown {
		return { ...this.#keys.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
	}

	/** Client credentials (RFC 6749, 4.4), as a form; refusals are those of 5.2 there. */
	#token({ method, headers, body }: ApiRequest): ApiAnswer {
		if (method !== 'POST') return json(405, { error: 'invalid_request' });
		const type = headers['content-type'] ?? '';
		if (!/^application\/x-www-form-urlencoded(;|$)/.test(type)) {
			return json(400, { error: 'invalid_request' });
		}
		const form = new URLSearchParams(body);
		const names = ['grant_type', 'client_id', 'client_secret', 'scope'];
		const isWhole = names.slice(0, 3).every((name) => form.getAll(name).length === 1);
		if (!isWhole || [...form.keys()].some((name) => !names.includes(name))) {
			return json(400, { error: 'invalid_request' });
		}
		if (form.get('grant_type') !== 'client_credentials') {
			return json(400, { error: 'unsupported_grant_type' });
		}
		const client = this.world.clients.get(form.get('client_id') ?? '');
		const secret = form.get('client_secret') ?? '';
		if (client?.secret !== secret) {
			return json(401, { error: 'invalid_client' });
		}
		const wanted = form.get('scope')?.split(' ').filter(Boolean) ?? client.scopes;
		if (wanted.some((scope) => !client.scopes.includes(scope))) {
			return json(400, { error: 'invalid_scope' });
		}
		return this.#granted(client, wanted);
	}

	#granted({ identity, tenantId }: Client, scopes: readonly string[]): ApiAnswer {
		const { now, tokens, readings, tokenSeconds } = this.world;
		const issuedAt = now();
		const expiresAt = new Date(issuedAt.getTime() + tokenSeconds * 1000);
		const token = jwtOf(this.#keys.privateKey, {
			iss: `${this.url}/api/v1/platform/oauth`,
			sub: identity.id,
			tenant_id: tenantId,
			scope: scopes.join(' '),
			iat: Math.floor(issuedAt.getTime() / 1000),
			exp: Math.floor(expiresAt.getTime() / 1000),
			jti: randomBytes(8).toString('hex'),
		});
		tokens.set(token, { identity, scopes, tenantId, issuedAt, expiresAt, revoked: false });
		return json(200, {
			access_token: token,
			token_type: 'Bearer',
			...(readings.expiresIn === 'given' && { expires_in: tokenSeconds }),
			scope: scopes.join(' '),
		});
	}
}

function jwtOf(key: KeyObject, claims: Readonly<Record<string, unknown>>): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const text = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}`;
	const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
	return `${text}.${signature.toString('base64url')}`;
}

function json(status: number, value: unknown): ApiAnswer {
	const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
	return { status, headers, body: JSON.stringify(value) };
}
