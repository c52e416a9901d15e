/** Roles made and changed, with the other reading of a field where the server refuses the first. */
import { isPkiError } from '../../../common/errors.js';
import type { Json } from '../../../http/json.js';
import type { AdminOutcome, WriteRoleRequest } from '../../contract/administration.js';
import type { OutcomeNote } from '../../contract/notes.js';
import { durationInHours, isBadDuration, isOtherInHours } from '../answers/values.js';
import { asTaken } from '../session/errors.js';
import type { Session } from '../session/session.js';
import { type Authorities, mount } from './authorities.js';
import { roleBody, withoutFlags } from './roles.js';

const scope = 'pki:admin';

/** A role that exists keeps what is left out. */
export async function writeRole(
	session: Session,
	authorities: Authorities,
	request: WriteRoleRequest,
): Promise<AdminOutcome> {
	const { role, rules } = request;
	const exists = request.exists ?? (await roleExists(session, role));
	const { issuer, maxTtlSeconds } = rules;
	const named = issuer === undefined ? undefined : await caIdOf(session, authorities, issuer);
	const body = roleBody({ ...rules, ...(named !== undefined && { issuer: named }) });
	const shared = { role, maxTtlSeconds };
	if (exists) return sendRole(session, { ...shared, body, method: 'PATCH', path: [role] });
	// Without one, the only CA in use goes without saying.
	const caId = named ?? (await authorities.issuing(session)).id;
	const whole = { ...body, name: role, ca_id: caId };
	return sendRole(session, { ...shared, body: whole, method: 'POST', path: [] });
}

/** A role names its CA by id; what cannot be looked up is left to the server. */
async function caIdOf(session: Session, authorities: Authorities, issuer: string): Promise<string> {
	try {
		return await authorities.idOf(session, issuer);
	} catch (error) {
		if (isPkiError(error, 'forbidden') || isPkiError(error, 'notFound')) return issuer;
		throw error;
	}
}

interface RoleCall {
	readonly role: string;
	readonly body: Json;
	readonly maxTtlSeconds: number | undefined;
	readonly method: 'POST' | 'PATCH';
	readonly path: readonly string[];
}

async function sendRole(session: Session, call: RoleCall): Promise<AdminOutcome> {
	const { role, method, path } = call;
	let { body } = call;
	let outcome: Required<AdminOutcome> = { warnings: [], notes: [] };
	for (;;) {
		try {
			const about = { role, mount };
			await session.send({ method, path: ['pki', 'roles', ...path], scope, body, about });
			return outcome;
		} catch (error) {
			const other = otherBody(error, body, call.maxTtlSeconds);
			if (!other) throw method === 'POST' ? asTaken(error, 'role', { mount, role }) : error;
			({ body } = other);
			outcome = {
				warnings: [...outcome.warnings, ...other.warnings],
				notes: [...outcome.notes, ...other.notes],
			};
		}
	}
}

/**
 * Where a refusal shows that the server reads durations or the tutorial's fields another way; nothing was written then.
 * Each way is tried once, because its body has nothing left to change.
 */
function otherBody(
	error: unknown,
	body: Json,
	maxTtlSeconds: number | undefined,
): (Required<AdminOutcome> & { readonly body: Json }) | undefined {
	if (!isPkiError(error)) return undefined;
	const { max_ttl: longest } = body;
	if (isBadDuration(error) && isOtherInHours(maxTtlSeconds) && !String(longest).endsWith('h')) {
		const inHours = durationInHours(maxTtlSeconds);
		const seconds = Number.parseInt(inHours, 10) * 3600;
		const note: OutcomeNote = { code: 'longerLifetime', args: { seconds, asked: maxTtlSeconds } };
		return { body: { ...body, max_ttl: inHours }, warnings: [], notes: [note] };
	}
	const plain = withoutFlags(body);
	const isAboutFlags =
		error.code === 'invalid' &&
		error.serverMessages.some((text) => /\b(client|server)_flag\b/.test(text)) &&
		Object.keys(plain).length < Object.keys(body).length;
	return isAboutFlags ? { body: plain, warnings: error.serverMessages, notes: [] } : undefined;
}

async function roleExists(session: Session, role: string): Promise<boolean> {
	try {
		await session.send({ method: 'GET', path: ['pki', 'roles', role], about: { role, mount } });
		return true;
	} catch (error) {
		if (isPkiError(error, 'notFound') && error.reason !== 'noTenant') return false;
		if (isPkiError(error) && error.args.serverCode === 'invalid_role') return false;
		throw error;
	}
}
