/** What an operator does: CAs, roles, CRLs, policies and whom they are bound to. */
import type { CallOptions } from '../../common/call.js';
import { isPkiError, PkiError } from '../../common/errors.js';
import { asRecord, asText, type Json } from '../../http/json.js';
import { readPemListFacts } from '../../x509/certificate.js';
import type {
	Administration,
	AdminOutcome,
	AuthorityOutcome,
	GenerateIntermediateRequest,
	GenerateRootRequest,
	RevokeAuthorityRequest,
	RotateCrlRequest,
	WriteRoleRequest,
} from '../contract/administration.js';
import { createAccess } from './access/policies.js';
import { reasonWord } from './answers/values.js';
import { type Authorities, caPath, mount } from './pki/authorities.js';
import { rotateCrl } from './pki/crls.js';
import { keyTypes } from './pki/roles.js';
import { writeRole } from './pki/writeRole.js';
import { asTaken } from './session/errors.js';
import type { ScaiRequest } from './session/request.js';
import type { Runner, Session } from './session/session.js';

const scope = 'pki:admin';
const done: AdminOutcome = { warnings: [] };

export type ScaiAdministration = Pick<
	Administration,
	| 'generateRoot'
	| 'generateIntermediate'
	| 'writeRole'
	| 'deleteRole'
	| 'rotateCrl'
	| 'revokeAuthority'
	| 'readPolicy'
	| 'writePolicy'
	| 'bindPolicy'
	| 'listBindings'
	| 'unbindPolicy'
>;

/** @param run Rejects for another mount than the only one. */
export function createAdministration(run: Runner, authorities: Authorities): ScaiAdministration {
	const inMount =
		<R extends { readonly mount: string }, A>(task: (session: Session, request: R) => Promise<A>) =>
		(request: R, call?: CallOptions) =>
			run(call, (session) => {
				requireMount(request.mount);
				return task(session, request);
			});
	return {
		generateRoot: inMount((session, request: GenerateRootRequest) =>
			createCa(session, authorities, request, { ca_type: 'root' }),
		),
		generateIntermediate: inMount(async (session, request: GenerateIntermediateRequest) => {
			requireMount(request.parentMount);
			const parent = await parentOf(session, authorities, request);
			const kind = { ca_type: 'intermediate', parent_ca_id: parent };
			return createCa(session, authorities, request, kind);
		}),
		writeRole: inMount((session, request: WriteRoleRequest) =>
			writeRole(session, authorities, request),
		),
		deleteRole: inMount(async (session, { role }: { mount: string; role: string }) => {
			const about = { role, mount };
			await session.send({ method: 'DELETE', path: ['pki', 'roles', role], scope, about });
			return done;
		}),
		rotateCrl: inMount((session, request: RotateCrlRequest) =>
			rotateCrls(session, authorities, request),
		),
		revokeAuthority: inMount((session, request: RevokeAuthorityRequest) =>
			revokeCa(session, authorities, request),
		),
		...createAccess(run),
	};
}

export function requireMount(named: string): void {
	if (named === mount) return;
	throw new PkiError('notFound', { reason: 'noMount', args: { mount: named } });
}

// --- CAs

async function createCa(
	session: Session,
	authorities: Authorities,
	request: GenerateRootRequest,
	kind: Json,
): Promise<AuthorityOutcome> {
	requireKnownWishes(request);
	const { commonName, issuerName, ttlSeconds, keyType, keyBits } = request;
	const name = issuerName ?? nameFrom(commonName);
	const body = {
		...{ name, common_name: commonName, ...kind, key_type: keyType },
		...(keyBits !== undefined && { key_size: keyBits }),
		validity_days: Math.max(1, Math.round(ttlSeconds / 86_400)),
	};
	const answer = await session
		.send({ method: 'POST', path: ['pki', 'ca'], scope, body, about: { mount } })
		.catch((error: unknown) => {
			throw asTaken(error, 'authority', { mount, authority: name });
		});
	return readMade(session, authorities, asText(asRecord(answer.json).id), name);
}

/** Rejects with `unexpected`, reason `authorityUnread`, where it is there and cannot be read. */
async function readMade(
	session: Session,
	authorities: Authorities,
	id: string | undefined,
	name: string,
): Promise<AuthorityOutcome> {
	const args = { mount, authority: name, ...(id !== undefined && { id }) };
	try {
		const { pem } = await session.aside(async (own) =>
			authorities.certificate(own, id ?? (await authorities.idOf(own, name))),
		);
		const facts = readPemListFacts(pem);
		if (facts?.notAfter === undefined) throw new PkiError('unexpected');
		const { serialNumber, notAfter } = facts;
		const chainPem = await authorities.chainIfReadable(session, pem);
		return {
			...{ certificatePem: pem, chainPem, serialNumber, notAfter, warnings: [] },
			...(id !== undefined && { authorityId: id }),
		};
	} catch (error) {
		if (!isPkiError(error)) throw error;
		const { serverMessages } = error;
		throw new PkiError('unexpected', {
			...{ reason: 'authorityUnread', args: { ...error.args, ...args } },
			...{ serverMessages, cause: error },
		});
	}
}

/** What no field of a CA can say. */
function requireKnownWishes(request: GenerateRootRequest): void {
	const { keyType, organization, organizationalUnit, maxPathLength } = request;
	if (!keyTypes.some((type) => type === keyType)) {
		throw new PkiError('unsupported', { reason: 'keyKind', args: { keyType, field: 'keyType' } });
	}
	if ((organization ?? organizationalUnit ?? maxPathLength) !== undefined) {
		throw new PkiError('unsupported', { reason: 'authorityWish' });
	}
}

/** The server wants a name for every CA. */
function nameFrom(commonName: string): string {
	const name = commonName.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	return name.replace(/^-|-$/g, '') || 'ca';
}

/** Undefined parents have no default here, so that only one CA goes without saying. */
async function parentOf(
	session: Session,
	authorities: Authorities,
	{ parentIssuer }: GenerateIntermediateRequest,
): Promise<string> {
	if (parentIssuer !== undefined) return authorities.idOf(session, parentIssuer);
	const active = (await authorities.rows(session)).filter(({ isActive }) => isActive);
	const [only, ...others] = active;
	if (!only) throw new PkiError('notFound', { reason: 'noIssuer', args: { mount } });
	if (others.length === 0) return only.id;
	throw new PkiError('invalid', { reason: 'noParent', args: { field: 'parentIssuer' } });
}

async function rotateCrls(
	session: Session,
	authorities: Authorities,
	{ authority }: RotateCrlRequest,
): Promise<AdminOutcome> {
	const ids =
		authority === undefined
			? (await authorities.rows(session)).map(({ id }) => id)
			: [await authorities.idOf(session, authority)];
	for (const id of ids) await rotateCrl(session, id);
	return done;
}

async function revokeCa(
	session: Session,
	authorities: Authorities,
	{ issuer, reason }: RevokeAuthorityRequest,
): Promise<AdminOutcome> {
	const id = await authorities.idOf(session, issuer);
	const post = (word: string): Promise<unknown> => {
		const request: ScaiRequest = { method: 'POST', path: caPath(id, 'revoke'), scope };
		return session.send({ ...request, about: { id, mount }, body: { reason: word } });
	};
	await post(reasonWord(reason ?? 'unspecified'));
	return done;
}
