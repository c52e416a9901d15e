/** What a server's refusal means. */
import { PkiError } from '../../../common/errors.js';
import { asTexts, isRecord, type Json } from '../../../http/json.js';
import type { HttpResponse } from '../../../http/transport.js';
import {
	type Meaning,
	meaningOfStatus,
	redirectError,
	redirectTarget,
} from '../../answers/refusals.js';
import { refusedField } from './refusedField.js';

/** The server's words: Go joins several errors into one text with bullets. */
export function serverMessages(body: unknown): readonly string[] {
	if (!isRecord(body)) return [];
	return asTexts(body.errors)
		.flatMap((text) => text.split('\n'))
		.map((line) => line.replace(/^\s*\*\s*/, '').trim())
		.filter((line) => line !== '' && !/^\d+ errors? occurred:$/.test(line));
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
	const { code, reason }: Meaning = said?.[1] ?? meaningOfStatus(status);
	const field = code === 'invalid' ? refusedField(messages) : undefined;
	const args = { status, ...(field !== undefined && { field }) };
	return new PkiError(code, { reason, args, serverMessages: messages, cause });
}

/** As every redirect, but that of a standby names where the active server is. */
export function refusedRedirect(response: HttpResponse, url: URL): PkiError {
	const { status } = response;
	const target = redirectTarget(response, url);
	const isStandby =
		status === 307 && target?.pathname === url.pathname && target.origin !== url.origin;
	return isStandby
		? new PkiError('standby', { args: { status, origin: target.origin } })
		: redirectError(response, url);
}
