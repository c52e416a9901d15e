/** What a server's refusal means. */
import { PkiError, type ErrorCode } from '../../../common/errors.js';
import { foreignAnswer } from '../../../http/foreignAnswer.js';
import { asTexts, isRecord, type Json } from '../../../http/json.js';
import type { HttpResponse } from '../../../http/transport.js';
import { refusedField } from './refusedField.js';

/** The server's words: Go joins several errors into one text with bullets. */
export function serverMessages(body: unknown): readonly string[] {
	if (!isRecord(body)) return [];
	return asTexts(body.errors)
		.flatMap((text) => text.split('\n'))
		.map((line) => line.replace(/^\s*\*\s*/, '').trim())
		.filter((line) => line !== '' && !/^\d+ errors? occurred:$/.test(line));
}

interface Meaning {
	readonly code: ErrorCode;
	readonly reason?: string;
}

/** Words that say more than the status. The order matters: the first that fits. */
const words: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
	[/vault is sealed|bao is sealed|is sealed$/i, { code: 'sealed' }],
	[/not (yet )?initialized/i, { code: 'uninitialized' }],
	[/local node not active|node is standby|no active/i, { code: 'standby' }],
	[/invalid token|missing client token|token (is )?expired/i, { code: 'unauthorized' }],
	[/no handler for route/i, { code: 'notFound', reason: 'noMount' }],
	[/unsupported (path|operation)/i, { code: 'unsupported' }],
	[/unknown role/i, { code: 'notFound', reason: 'noRole' }],
	[/unable to find PKI issuer/i, { code: 'notFound', reason: 'noAuthority' }],
	[/certificate with serial .* not found/i, { code: 'notFound', reason: 'noCertificate' }],
	[/unable to verify signature on presented cert/i, { code: 'invalid', reason: 'notIssuedHere' }],
	[/path is already in use/i, { code: 'invalid', reason: 'mountExists' }],
	[/not allowed by this role/i, { code: 'invalid', reason: 'notAllowedByRole' }],
	[
		/no default issuer|no issuers? (is )?(currently )?configured/i,
		{ code: 'notFound', reason: 'noIssuer' },
	],
];

/** @param body The answer's JSON, undefined when there was none. */
export function statusError(status: number, body: Json | undefined, cause?: unknown): PkiError {
	const messages = serverMessages(body);
	const said = words.find(([pattern]) => messages.some((message) => pattern.test(message)));
	const { code, reason }: Meaning = said?.[1] ?? byStatus(status);
	const field = code === 'invalid' ? refusedField(messages) : undefined;
	const args = { status, ...(field !== undefined && { field }) };
	return new PkiError(code, { reason, args, serverMessages: messages, cause });
}

function byStatus(status: number): Meaning {
	switch (status) {
		case 400:
		case 422:
			return { code: 'invalid' };
		case 401:
			return { code: 'unauthorized' };
		case 403:
			return { code: 'forbidden' };
		case 404:
			return { code: 'notFound' };
		case 405:
			return { code: 'unsupported' };
		case 413:
			return { code: 'tooLarge' };
		case 429:
			return { code: 'rateLimited' };
		case 502:
		case 504:
			return { code: 'unreachable', reason: 'gateway' };
		default:
			return { code: 'unexpected', reason: 'status' };
	}
}

/** An answer that is no JSON object: not from Vault, or from something before it. */
export function foreignError(response: HttpResponse, origin: string): PkiError {
	const args = { status: response.status, origin };
	return (
		foreignAnswer(response, origin) ?? new PkiError('unexpected', { reason: 'notVault', args })
	);
}

/** A redirect is refused, never followed; a standby's names where the active server is. */
export function redirectError({ status, location = '' }: HttpResponse, url: URL): PkiError {
	const target = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
	const args = { status, origin: target?.origin ?? '' };
	const isStandby =
		status === 307 && target?.pathname === url.pathname && target.origin !== url.origin;
	return isStandby
		? new PkiError('standby', { args })
		: new PkiError('unexpected', { reason: 'redirect', args });
}
