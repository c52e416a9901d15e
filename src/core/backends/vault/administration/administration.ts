/** Mounts, authorities and roles: the requests are in `steps.ts`, here is what their answers mean. */
import type { CallOptions } from '../../../common/call.js';
import { isPkiError, PkiError } from '../../../common/errors.js';
import { readPemListFacts } from '../../../x509/certificate.js';
import type {
	Administration,
	AdminOutcome,
	AuthorityOutcome,
	DeleteRoleRequest,
	MountRequest,
	MountUrls,
	WriteRoleRequest,
} from '../../contract/administration.js';
import type { Operation } from '../../contract/backend.js';
import { asText, asTexts } from '../../../http/json.js';
import { maximumPage, requirePki } from '../session/lists.js';
import { listMounts } from '../mounts/mounts.js';
import { readRole } from '../mounts/roles.js';
import { createAccess } from './access.js';
import type { Runner } from './runner.js';
import { type RunResult, runOperation } from '../steps/run.js';
import type { Session } from '../session/session.js';
import { splitCertificates } from '../../answers/values.js';

/** Tokens carry policies here, so that nothing is bound. */
type VaultAdministration = Omit<
	Administration,
	'revokeAuthority' | 'bindPolicy' | 'listBindings' | 'unbindPolicy'
>;

/** @param gone Told of a mount that was disabled. */
export function createAdministration(
	run: Runner,
	gone: (mount: string) => void,
): VaultAdministration {
	const simply = (operation: Operation, call?: CallOptions): Promise<AdminOutcome> =>
		run(call, async (session) => outcome(await runOperation(session, operation)));
	return {
		enableMount: (request, call) => simply({ kind: 'enableMount', request }, call),
		generateRoot: (request, call) =>
			run(call, async (session) =>
				authority(await runOperation(session, { kind: 'generateRoot', request })),
			),
		generateIntermediate: (request, call) =>
			run(call, async (session) =>
				intermediate(await runOperation(session, { kind: 'generateIntermediate', request })),
			),
		writeRole: (request, call) => run(call, (session) => writeRole(session, request)),
		readUrls: (request, call) =>
			run(call, async (session) =>
				urls(await runOperation(session, { kind: 'readUrls', request })),
			),
		writeUrls: (request, call) => simply({ kind: 'writeUrls', request }, call),
		setDefaultIssuer: (request, call) => simply({ kind: 'setDefaultIssuer', request }, call),
		importBundle: (request, call) => simply({ kind: 'importBundle', request }, call),
		rotateCrl: (request, call) => simply({ kind: 'rotateCrl', request }, call),
		deleteRole: (request, call) => run(call, (session) => deleteRole(session, request)),
		deleteIssuer: (request, call) => simply({ kind: 'deleteIssuer', request }, call),
		disableMount: (request, call) =>
			run(call, (session) => disableMount(session, request)).finally(() => gone(request.mount)),
		...createAccess(run),
	};
}

function outcome({ warnings }: RunResult): AdminOutcome {
	return { warnings };
}

/** A role that exists keeps what is left out, so whether it does is asked where the caller does not know. */
async function writeRole(session: Session, request: WriteRoleRequest): Promise<AdminOutcome> {
	const exists = request.exists ?? (await roleExists(session, request));
	return outcome(
		await runOperation(session, { kind: 'writeRole', request: { ...request, exists } }),
	);
}

async function roleExists(session: Session, { mount, role }: WriteRoleRequest): Promise<boolean> {
	try {
		await session.read(`${mount}/roles/${role}`);
		return true;
	} catch (error) {
		if (isPkiError(error, 'notFound') && error.reason === undefined) return false;
		throw error;
	}
}

/** The server says the same of a role that was not there, and other engines have roles too. */
async function deleteRole(session: Session, request: DeleteRoleRequest): Promise<AdminOutcome> {
	const { mount, role } = request;
	await requirePki(session, mount);
	await readRole(session, mount, role).catch((error: unknown) => {
		// A token may be allowed to delete what it may not read.
		if (!isPkiError(error, 'forbidden')) throw error;
	});
	return outcome(await runOperation(session, { kind: 'deleteRole', request }));
}

/** Only what is known to be a PKI mount: a path typed wrongly must not cost the secrets of another engine. */
async function disableMount(session: Session, request: MountRequest): Promise<AdminOutcome> {
	const { mount } = request;
	let cursor: string | undefined;
	let isPki = false;
	do {
		const page = await listMounts(session, { cursor, limit: maximumPage });
		isPki ||= page.items.some((item) => item.mount === mount);
		({ cursor } = page);
	} while (cursor !== undefined && !isPki);
	if (!isPki) throw new PkiError('notFound', { reason: 'notPki', args: { mount } });
	return outcome(await runOperation(session, { kind: 'disableMount', request }));
}

function urls({ last: data = {} }: RunResult): MountUrls {
	return {
		issuingCertificates: asTexts(data.issuing_certificates),
		crlDistributionPoints: asTexts(data.crl_distribution_points),
		ocspServers: asTexts(data.ocsp_servers),
	};
}

function authority({ last: data = {}, warnings }: RunResult): AuthorityOutcome {
	const outcome = describe(asText(data.certificate), warnings);
	const authorityId = asText(data.issuer_id);
	return { ...outcome, ...(authorityId !== undefined && { authorityId }) };
}

/** The certificate comes with the second answer, the issuer's id with the third. */
function intermediate({ kept, warnings }: RunResult): AuthorityOutcome {
	return {
		...describe(kept.get('intermediate.pem'), warnings),
		authorityId: kept.get('ISSUER_ID'),
	};
}

function describe(pem: string | undefined, warnings: readonly string[]): AuthorityOutcome {
	const [certificatePem, ...chainPem] = splitCertificates(pem ?? '');
	const facts = certificatePem === undefined ? undefined : readPemListFacts(certificatePem);
	if (certificatePem === undefined || facts?.notAfter === undefined) {
		throw new PkiError('unexpected', { reason: 'missingAnswer' });
	}
	const { serialNumber, notAfter } = facts;
	return { certificatePem, chainPem, serialNumber, notAfter, warnings };
}
