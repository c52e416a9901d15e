/** What ScaiVault's refusals mean: one object `error` with `code`, `message`, `details` and `request_id`. */
import { type ErrorCode, isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord, asText, asTexts, isRecord, type Json, parseJson } from '../../../http/json.js';
import type { HttpResponse } from '../../../http/transport.js';
import {
	foreignError,
	type Meaning,
	meaningOfStatus,
	withoutToken,
} from '../../answers/refusals.js';
import type { ScaiRequest } from './request.js';
import { retryAfterSeconds } from './retry.js';

/** Where the server's code says more than the status. */
const byCode: ReadonlyMap<string, Meaning> = new Map([
	['invalid_cursor', { code: 'invalid', reason: 'cursor' }],
	['authentication_required', { code: 'unauthorized', reason: 'badToken' }],
	['token_expired', { code: 'unauthorized', reason: 'badToken' }],
	['token_invalid', { code: 'unauthorized', reason: 'badToken' }],
	['token_revoked', { code: 'unauthorized', reason: 'badToken' }],
	['insufficient_scope', { code: 'forbidden', reason: 'missingScope' }],
	['mfa_required', { code: 'forbidden', reason: 'mfaRequired' }],
	['ip_not_allowed', { code: 'forbidden', reason: 'ipNotAllowed' }],
	['time_window_violation', { code: 'forbidden', reason: 'timeWindow' }],
	['tenant_access_denied', { code: 'forbidden', reason: 'foreignTenant' }],
	['ca_not_found', { code: 'notFound', reason: 'noAuthority' }],
	['certificate_not_found', { code: 'notFound', reason: 'noCertificate' }],
	['role_not_found', { code: 'notFound', reason: 'noRole' }],
	['policy_not_found', { code: 'notFound', reason: 'noPolicy' }],
	['binding_not_found', { code: 'notFound', reason: 'noBinding' }],
	['tenant_not_found', { code: 'notFound', reason: 'noTenant' }],
	['service_unavailable', { code: 'unreachable', reason: 'unavailable' }],
]);

function byStatus(status: number): Meaning {
	switch (status) {
		case 401:
			return { code: 'unauthorized', reason: 'badToken' };
		case 409:
			return { code: 'exists', reason: 'conflict' };
		case 503:
			return { code: 'unreachable', reason: 'unavailable' };
		default:
			return meaningOfStatus(status);
	}
}

export interface RefusedCall {
	readonly request: ScaiRequest;
	readonly token: string | undefined;
	readonly origin: string;
}

/** The error of an answer that is no success; a server that repeats the token does not pass it on. */
export function refusalOf(response: HttpResponse, call: RefusedCall): PkiError {
	const body = parseJson(response.text);
	const error = isRecord(body) ? body.error : undefined;
	if (!isRecord(error)) return notScaiVault(response, call.origin);
	const { status, headers } = response;
	const serverCode = asText(error.code) ?? '';
	const { code, reason } = meaningOf(status, serverCode, call);
	const details = asRecord(error.details);
	const requestId = asText(error.request_id) ?? asText(headers['x-request-id']);
	const seconds = status === 429 ? retryAfterSeconds(headers, new Date()) : undefined;
	const names = fieldsOf(details).map(([name]) => name);
	const field = fieldOf(names, call.request);
	const messages = [...messagesOf(error), ...fieldsOf(details).flatMap(fieldWords)];
	return new PkiError(code, {
		reason: seconds === undefined ? reason : 'retryAfter',
		args: {
			...{ status, serverCode, ...call.request.about },
			...(call.request.scope !== undefined && { scope: call.request.scope }),
			...(requestId !== undefined && { requestId }),
			...(seconds !== undefined && { seconds }),
			...(field !== undefined && { field }),
		},
		serverMessages: withoutToken([...new Set(messages)], call.token),
	});
}

function meaningOf(status: number, serverCode: string, { request, token }: RefusedCall): Meaning {
	const meaning = byCode.get(serverCode) ?? byStatus(status);
	if (meaning.code === 'unauthorized' && token === undefined) {
		return { code: 'unauthorized', reason: 'noToken' };
	}
	if (serverCode === 'invalid_role' && looksForRole(request)) {
		return { code: 'notFound', reason: 'noRole' };
	}
	// Which scope is missing can only be said where the documentation names it.
	if (meaning.reason === 'missingScope' && request.scope === undefined) {
		return { code: 'forbidden' };
	}
	return meaning;
}

/** Where a role that is written may be bad, one that is read or used can only be unknown. */
function looksForRole({ method, path: [, what = ''] }: ScaiRequest): boolean {
	return ['issue', 'sign'].includes(what) || method === 'GET' || method === 'DELETE';
}

/** The server's sentence, and the condition of a policy that failed, where it names one. */
function messagesOf(error: Json): readonly string[] {
	const details = asRecord(error.details);
	const condition = asText(details.failed_condition) ?? asText(error.failed_condition);
	return [asText(error.message), condition].filter((text) => text !== undefined);
}

type NamedField = readonly [name: string, words: readonly string[]];

/** `details.fields`: its form is not documented, so that an object, a list of objects and a list of names are read. */
function fieldsOf({ fields }: Json): readonly NamedField[] {
	if (Array.isArray(fields)) {
		return fields.flatMap((entry: unknown): NamedField[] => {
			if (typeof entry === 'string') return [[entry, []]];
			const { field, name, message } = asRecord(entry);
			const named = asText(field) ?? asText(name);
			return named === undefined ? [] : [[named, [asText(message) ?? ''].filter(Boolean)]];
		});
	}
	return Object.entries(asRecord(fields)).map(([name, value]): NamedField => {
		const words = asText(value) ?? asText(asRecord(value).message);
		return [name, words === undefined ? asTexts(value) : [words]];
	});
}

function fieldWords([name, words]: NamedField): readonly string[] {
	return words.length === 0 ? [name] : words.map((text) => `${name}: ${text}`);
}

/** The API's names of fields, as the contract's requests call them. */
const fieldNames: ReadonlyMap<string, string> = new Map([
	['ttl', 'ttl'],
	['max_ttl', 'maxTtl'],
	['validity_days', 'ttl'],
	['common_name', 'commonName'],
	['alt_names', 'altNames'],
	['ip_sans', 'altNames'],
	['key_type', 'keyType'],
	['key_size', 'keyType'],
	['key_bits', 'keyType'],
	['allowed_domains', 'domains'],
]);

/** What `name` is the name of. */
function nameField([area, what]: readonly string[]): string {
	if (area === 'policies') return 'name';
	return what === 'roles' ? 'role' : 'issuerName';
}

function fieldOf(names: readonly string[], { path }: ScaiRequest): string | undefined {
	return names
		.map((name) => (name === 'name' ? nameField(path) : fieldNames.get(name)))
		.find((name) => name !== undefined);
}

/** An answer that is not in the form of this API. */
export function notScaiVault(response: HttpResponse, origin: string): PkiError {
	return foreignError(response, origin, 'notScaiVault');
}

/** The same refusal, with what the caller knows of it. */
export function explained(
	error: PkiError,
	code: ErrorCode,
	reason: string | undefined,
	args: Readonly<Record<string, string | number>> = {},
): PkiError {
	const { serverMessages } = error;
	return new PkiError(code, {
		reason,
		args: { ...error.args, ...args },
		serverMessages,
		cause: error,
	});
}

/** A name that is taken: a conflict by its status, or a refusal of the name whose words say so. */
export function asTaken(
	error: unknown,
	reason: string,
	args: Readonly<Record<string, string>>,
): unknown {
	if (!isPkiError(error)) return error;
	const isSaid =
		error.code === 'invalid' && error.serverMessages.some((text) => /\bexists\b/i.test(text));
	return error.code === 'exists' || isSaid ? explained(error, 'exists', reason, args) : error;
}

/**
 * Whether the next request would fail alike: nobody waits any more, the token is not taken, or nothing answers. A server
 * that answers with a failure may still answer others.
 */
export function endsEverything(error: unknown): boolean {
	if (!isPkiError(error)) return true;
	if (error.code === 'unreachable') return error.args.status === undefined;
	return ['cancelled', 'unauthorized', 'untrusted', 'restricted'].includes(error.code);
}
