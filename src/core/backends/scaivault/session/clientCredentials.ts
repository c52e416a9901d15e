/** Tokens by client credentials (RFC 6749, 4.4), from the identity provider that a ScaiVault has, ScaiKey. */
import { withDeadline } from '../../../common/deadline.js';
import { PkiError } from '../../../common/errors.js';
import { asNumber, asText, isRecord, type Json, parseJson } from '../../../http/json.js';
import { Transport } from '../../../http/transport.js';
import { redirectError, withoutToken } from '../../answers/refusals.js';
import { storedToken } from '../../connecting/storedToken.js';
import type { BackendHost } from '../../contract/backend.js';
import { discoveryUrl, tokenEndpointIn, tokenUrlIn } from './tokenAddress.js';
import type { TokenSource } from './tokenSource.js';
import { tokenTrust } from './tokenTrust.js';
import { usualScopes } from './usualScopes.js';

/** As documented, where the answer does not say. */
const usualLifetimeMs = 3_600_000;
const longestMarginMs = 60_000;

type Fields = Readonly<Record<string, string>>;

interface Known {
	readonly token: string;
	/** Milliseconds since 1970, by the host's clock. */
	readonly renewAt: number;
}

/** Kept in memory alone, and renewed before it ends; calls at the same time share one request. */
export class ClientCredentials implements TokenSource {
	readonly isRenewed = true;
	#known: Known | undefined;
	#asking: Promise<string> | undefined;
	#transports: readonly Transport[] = [];
	/** Found by the description of the identity provider. */
	#found: URL | undefined;

	constructor(
		private readonly fields: Fields,
		private readonly host: BackendHost,
	) {}

	async get(): Promise<string> {
		const known = this.#known;
		if (known && this.host.now().getTime() < known.renewAt) return known.token;
		// A call that is cancelled does not stop the others that wait for the same token.
		this.#asking ??= withDeadline({}, (signal) => this.#ask(signal)).finally(() => {
			this.#asking = undefined;
		});
		return this.#asking;
	}

	refused(token: string): boolean {
		if (this.#known?.token === token) this.#known = undefined;
		return true;
	}

	/** The documented path where nothing was asked for so far and the address names none. */
	place() {
		const { clientId = '' } = this.fields;
		const url = tokenUrlIn(this.fields);
		const documented = discoveryUrl(url) ? new URL('/oauth/token', url) : url;
		return { url: (this.#found ?? documented).href, clientId };
	}

	dispose(): void {
		for (const transport of this.#transports) transport.dispose();
	}

	async #ask(signal: AbortSignal): Promise<string> {
		const { clientId = '', scopes = '' } = this.fields;
		const secret = await storedToken(this.host.secrets, 'clientSecret');
		if (secret === undefined) throw new PkiError('unauthorized', { reason: 'noToken' });
		const body = new URLSearchParams({
			grant_type: 'client_credentials',
			...{ client_id: clientId, client_secret: secret },
			scope: scopes === '' ? usualScopes : scopes,
		});
		const url = await this.#endpoint(signal);
		const answer = await this.#send('POST', url, signal, body.toString());
		const token = answer.status < 300 ? asText(answer.body?.access_token) : undefined;
		if (token === undefined) throw tokenError(answer, url, secret);
		this.#known = { token, renewAt: this.#renewAt(token, answer.body ?? {}) };
		return token;
	}

	/** The address that was given, or what the identity provider's own description says, or the documented one. */
	async #endpoint(signal: AbortSignal): Promise<URL> {
		const url = tokenUrlIn(this.fields);
		const discovery = discoveryUrl(url);
		if (!discovery) return url;
		const { status, body } = await this.#send('GET', discovery, signal);
		const found = status === 200 ? tokenEndpointIn(body ?? {}, discovery) : undefined;
		if (found) return (this.#found = found);
		// A description that was named has to be there; of a bare address the documented path is the other reading.
		if (discovery.href === url.href) throw noTokenServer(discovery, status);
		return new URL('/oauth/token', url);
	}

	async #send(method: string, url: URL, signal: AbortSignal, body?: string) {
		const tls = tokenTrust(url, this.fields, this.host);
		const transport = new Transport(url, { tls, host: this.host });
		this.#transports = [...this.#transports, transport];
		try {
			const headers = {
				Accept: 'application/json',
				...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
			};
			const response = await transport.send({ method, url, headers, body, signal });
			if (response.status >= 300 && response.status < 400) throw redirectError(response, url);
			const json = parseJson(response.text);
			return { status: response.status, body: isRecord(json) ? json : undefined };
		} finally {
			this.#transports = this.#transports.filter((other) => other !== transport);
			transport.dispose();
		}
	}

	#renewAt(token: string, answer: Json): number {
		const now = this.host.now().getTime();
		const seconds = asNumber(answer.expires_in) ?? Number(asText(answer.expires_in));
		const ends = seconds > 0 ? now + seconds * 1000 : (endOf(token) ?? now + usualLifetimeMs);
		return ends - Math.min(longestMarginMs, (ends - now) / 5);
	}
}

/** When a JWT ends, in milliseconds since 1970; its signature is the server's business. */
function endOf(token: string): number | undefined {
	const claims = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
	const exp = isRecord(claims) ? asNumber(claims.exp) : undefined;
	return exp === undefined ? undefined : exp * 1000;
}

interface TokenAnswer {
	readonly status: number;
	readonly body: Json | undefined;
}

/** RFC 6749, 5.2. */
function tokenError({ status, body }: TokenAnswer, url: URL, secret: string): PkiError {
	const code = asText(body?.error);
	if (status === 429) return new PkiError('rateLimited', { args: { status } });
	if (status >= 500)
		return new PkiError('unreachable', { reason: 'unavailable', args: { status } });
	if (code === undefined && status !== 401) return noTokenServer(url, status);
	const serverMessages = withoutToken([asText(body?.error_description) ?? code ?? ''], secret);
	const details = { args: { status }, serverMessages: serverMessages.filter(Boolean) };
	return code === 'invalid_scope'
		? new PkiError('invalid', {
				...details,
				reason: 'tokenScope',
				args: { status, field: 'scopes' },
			})
		: new PkiError('unauthorized', { ...details, reason: 'clientRefused' });
}

function noTokenServer(url: URL, status: number): PkiError {
	const args = { origin: `${url.origin}${url.pathname}`, status, field: 'tokenUrl' };
	return new PkiError('unexpected', { reason: 'notTokenServer', args });
}
