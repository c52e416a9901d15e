/** Policies for those who use a role, and whom they are bound to. */
import type { CallOptions } from '../../../common/call.js';
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord, asText, isRecord, type Json, parseJson } from '../../../http/json.js';
import { isoTime } from '../../answers/isoTime.js';
import type {
	BindingOutcome,
	BindPolicyRequest,
	PolicyBinding,
	PolicyFound,
	ReadPolicyRequest,
	UnbindPolicyRequest,
	WritePolicyRequest,
} from '../../contract/access.js';
import type { Administration, AdminOutcome } from '../../contract/administration.js';
import { pagesOf, readAllRows } from '../answers/rows.js';
import { asTaken } from '../session/errors.js';
import type { Runner, Session } from '../session/session.js';
import { identityKindOf, identityWord } from './identities.js';
import { needing } from './rights.js';
import { policyText } from './rolePolicy.js';

type Access = Pick<
	Administration,
	'readPolicy' | 'writePolicy' | 'bindPolicy' | 'listBindings' | 'unbindPolicy'
>;

const readScope = 'policies:read';
const writeScope = 'policies:write';

/**
 * Policies and bindings below `/v1/policies`. Each method rejects with `forbidden`, reason `missingRight` (args `right`, the
 * scope of the request that was refused, and `path`) or a condition of a policy, and with `notFound`, reason `noPolicy`.
 */
export function createAccess(run: Runner): Access {
	const simply =
		<R, A>(right: string, task: (session: Session, request: R) => Promise<A>) =>
		(request: R, call?: CallOptions) =>
			run(call, (session) => needing(right, 'policies', () => task(session, request)));
	return {
		readPolicy: simply(readScope, readPolicy),
		writePolicy: simply(writeScope, writePolicy),
		bindPolicy: simply(writeScope, bindPolicy),
		listBindings: simply(readScope, listBindings),
		unbindPolicy: simply(writeScope, unbindPolicy),
	};
}

const pageSize = 100;

/** Policies are read by id and known by name. */
async function idOf(session: Session, name: string): Promise<string | undefined> {
	const query = { include_inactive: true };
	const request = { method: 'GET' as const, path: ['policies'], query, scope: readScope };
	const list = { request, keys: ['policies'], limit: pageSize };
	for await (const rows of pagesOf(session, list)) {
		const found = rows.find((row) => row.name === name);
		if (found) return asText(found.id);
	}
	return undefined;
}

/** Who may write policies need not be able to list them: what was said is the id then. */
async function requireId(session: Session, name: string): Promise<string> {
	const id = await idOf(session, name).catch((error: unknown) => {
		if (isPkiError(error, 'forbidden')) return name;
		throw error;
	});
	if (id !== undefined) return id;
	throw new PkiError('notFound', { reason: 'noPolicy', args: { policy: name } });
}

async function readPolicy(session: Session, { name }: ReadPolicyRequest): Promise<PolicyFound> {
	const id = await idOf(session, name);
	if (id === undefined) return { policy: undefined };
	const { json } = await session.send({
		...{ method: 'GET', path: ['policies', id], scope: readScope },
		about: { policy: name },
	});
	const { description, rules } = asRecord(json);
	if (!Array.isArray(rules)) throw new PkiError('unexpected', { reason: 'missingAnswer' });
	return { policy: policyText(asText(description), rules.filter(isRecord)) };
}

/**
 * In place of what has that name; whom that one is bound to, its scope and whether it is in use stay. Without the right to
 * list policies a new one can be made; rejects with `exists`, reason `policy`, where the name is taken then.
 */
async function writePolicy(session: Session, request: WritePolicyRequest): Promise<AdminOutcome> {
	const { name, policy } = request;
	const { description, rules } = asRecord(parseJson(policy));
	if (!Array.isArray(rules)) throw new PkiError('invalid', { reason: 'policyText' });
	const said = asText(description);
	const body = { name, rules, ...(said !== undefined && { description: said }) };
	const id = await idOf(session, name).catch((error: unknown) => {
		if (isPkiError(error, 'forbidden')) return undefined;
		throw error;
	});
	const shared = { scope: writeScope, body, about: { policy: name } };
	try {
		await session.send(
			id === undefined
				? { method: 'POST', path: ['policies'], ...shared }
				: { method: 'PATCH', path: ['policies', id], ...shared },
		);
	} catch (error) {
		throw id === undefined ? asTaken(error, 'policy', { policy: name }) : error;
	}
	return { warnings: [] };
}

// --- Bindings

async function bindPolicy(session: Session, request: BindPolicyRequest): Promise<BindingOutcome> {
	const { policy, identity, identityKind, expiresAt } = request;
	const id = await requireId(session, policy);
	const { json } = await session.send({
		...{ method: 'POST', path: ['policies', id, 'bindings'], scope: writeScope },
		about: { policy },
		body: {
			...{ identity_type: identityWord(identityKind), identity_id: identity },
			...(expiresAt !== undefined && { expires_at: expiresAt }),
		},
	});
	const binding = toBinding(asRecord(json), policy);
	if (!binding) throw new PkiError('unexpected', { reason: 'missingAnswer' });
	return { binding, warnings: [] };
}

async function listBindings(
	session: Session,
	{ name }: ReadPolicyRequest,
): Promise<readonly PolicyBinding[]> {
	const id = await requireId(session, name);
	const path = ['policies', id, 'bindings'];
	const request = { method: 'GET' as const, path, scope: readScope, about: { policy: name } };
	const rows = await readAllRows(session, request, 'bindings');
	return rows.flatMap((row) => toBinding(row, name) ?? []);
}

async function unbindPolicy(
	session: Session,
	{ policy, id: bindingId }: UnbindPolicyRequest,
): Promise<AdminOutcome> {
	const id = await requireId(session, policy);
	await session.send({
		...{ method: 'DELETE', path: ['policies', id, 'bindings', bindingId], scope: writeScope },
		about: { policy },
	});
	return { warnings: [] };
}

function toBinding(row: Json, policy: string): PolicyBinding | undefined {
	const id = asText(row.id);
	const identity = asText(row.identity_id);
	const identityKind = identityKindOf(row.identity_type);
	const expiresAt = isoTime(row.expires_at);
	if (id === undefined || identity === undefined || identityKind === undefined) return undefined;
	return { id, policy, identity, identityKind, ...(expiresAt !== undefined && { expiresAt }) };
}
