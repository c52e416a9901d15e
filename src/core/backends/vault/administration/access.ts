/** Policies and tokens for those who use a role. */
import type { CallOptions } from '../../../common/call.js';
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord, asText, asTexts } from '../../../http/json.js';
import type {
	CreateTokenRequest,
	PolicyFound,
	ReadPolicyRequest,
	RolePolicy,
	RolePolicyRequest,
	RoleRight,
	TokenOutcome,
	WritePolicyRequest,
} from '../../contract/access.js';
import type { Administration, AdminOutcome } from '../../contract/administration.js';
import type { Session } from '../session/session.js';
import { runOperation } from '../steps/run.js';
import type { Runner } from './runner.js';

type Access = Pick<Administration, 'readPolicy' | 'writePolicy' | 'createToken'>;

export function createAccess(run: Runner): Access {
	const simply =
		<R, A>(task: (session: Session, request: R) => Promise<A>) =>
		(request: R, call?: CallOptions) =>
			run(call, (session) => task(session, request));
	return {
		readPolicy: simply(readPolicy),
		writePolicy: simply(writePolicy),
		createToken: simply(createToken),
	};
}

interface Rule {
	readonly path: string;
	readonly capabilities: readonly string[];
	/** Why it is there, in the policy itself. */
	readonly comment: string;
}

function ruleOf(right: RoleRight, mount: string, role: string): Rule {
	switch (right) {
		case 'issue':
			return {
				...{ path: `${mount}/issue/${role}`, capabilities: ['update'] },
				comment: 'Issue certificates; the server creates the key',
			};
		case 'sign':
			return {
				...{ path: `${mount}/sign/${role}`, capabilities: ['update'] },
				comment: 'Sign certificate requests',
			};
		case 'readRole':
			return {
				...{ path: `${mount}/roles/${role}`, capabilities: ['read'] },
				comment: 'Read what the role allows',
			};
		case 'listCertificates':
			return {
				...{ path: `${mount}/certs`, capabilities: ['list'] },
				comment: 'List the certificates of the mount',
			};
		case 'revoke':
			return {
				...{ path: `${mount}/revoke`, capabilities: ['update'] },
				comment: 'Revoke any certificate of the mount',
			};
	}
}

/**
 * The least that a client of the role needs. A path with `+` as a segment or `{{` would mean other paths than its own:
 * `invalid`, reason `policyPath`.
 */
export function rolePolicy({ mount, role, allow }: RolePolicyRequest): RolePolicy {
	const rules = allow.map((right) => ruleOf(right, mount, role));
	for (const { path } of rules) {
		if (path.split('/').includes('+') || path.includes('{{')) {
			throw new PkiError('invalid', { reason: 'policyPath', args: { path } });
		}
	}
	const blocks = rules.map(({ path, capabilities, comment }) =>
		[
			`# ${comment}`,
			`path ${JSON.stringify(path)} {`,
			`  capabilities = ${JSON.stringify(capabilities)}`,
			'}',
		].join('\n'),
	);
	// The server keeps names in lower case.
	const name = `${mount}-${role}`.replaceAll('/', '-').toLowerCase();
	return { name, policy: `${blocks.join('\n\n')}\n`, language: 'hcl' };
}

async function readPolicy(session: Session, request: ReadPolicyRequest): Promise<PolicyFound> {
	try {
		const { last } = await needing('read', policyPath(request), () =>
			runOperation(session, { kind: 'readPolicy', request }),
		);
		return { policy: asText(last?.policy) };
	} catch (error) {
		if (isPkiError(error, 'notFound')) return { policy: undefined };
		throw error;
	}
}

async function writePolicy(session: Session, request: WritePolicyRequest): Promise<AdminOutcome> {
	const { warnings } = await needing('update', policyPath(request), () =>
		runOperation(session, { kind: 'writePolicy', request }),
	);
	return { warnings };
}

async function createToken(session: Session, request: CreateTokenRequest): Promise<TokenOutcome> {
	const { lastBody, warnings } = await needing('update', 'auth/token/create', () =>
		runOperation(session, { kind: 'createToken', request }),
	);
	const auth = asRecord(lastBody.auth);
	const token = asText(auth.client_token);
	const accessor = asText(auth.accessor);
	if (token === undefined || accessor === undefined) {
		throw new PkiError('unexpected', { reason: 'missingAnswer' });
	}
	const ttlSeconds = typeof auth.lease_duration === 'number' ? auth.lease_duration : 0;
	return {
		...{ token, accessor, policies: asTexts(auth.policies), warnings },
		...(ttlSeconds > 0 && { ttlSeconds }),
	};
}

function policyPath({ name }: { readonly name: string }): string {
	return `sys/policies/acl/${name}`;
}

/** A 403 says only that something is forbidden; here it is known what the token lacks. */
async function needing<T>(right: string, path: string, task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		if (!isPkiError(error, 'forbidden')) throw error;
		const { serverMessages } = error;
		const args = { ...error.args, right, path };
		throw new PkiError('forbidden', { reason: 'missingRight', args, serverMessages, cause: error });
	}
}
