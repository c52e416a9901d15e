/** Who answers, in which state, and for how long the token is good. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import type { BackendStatus } from '../../contract/backend.js';
import { asText, type Json } from '../../../http/json.js';
import type { Address } from '../../connecting/address.js';
import type { AuthMethod } from '../auth/method.js';
import { explainRefusal, type Session } from './session.js';

/** Rejects with `unexpected`, reason `notVault`, and with `unauthorized` when the token is not accepted. */
export async function readStatus(
	root: Session,
	session: Session,
	{ method, address }: { readonly method: AuthMethod; readonly address: Address },
): Promise<BackendStatus> {
	const health = await readHealth(root, address);
	const version = asText(health.version);
	const status = {
		product: productOf(health, version),
		...(version !== undefined && { version }),
		state: stateOf(health),
	};
	if (status.state === 'sealed' || status.state === 'uninitialized') return status;
	return { ...status, ...(await readCredentials(session, method)) };
}

async function readHealth(root: Session, address: Address): Promise<Json> {
	const { body } = await root
		.sendOpen({ method: 'GET', path: 'sys/health' })
		.catch((error: unknown) => {
			throw isForeign(error) ? notVault(address, error) : error;
		});
	if (typeof body.initialized !== 'boolean' || typeof body.sealed !== 'boolean') {
		throw notVault(address);
	}
	return body;
}

function isForeign(error: unknown): boolean {
	return (
		isPkiError(error, 'notFound') ||
		isPkiError(error, 'invalid') ||
		(isPkiError(error, 'unexpected') && error.reason === 'notVault')
	);
}

/** Where the address has a path, that is the likelier cause. */
function notVault({ href, url }: Address, cause?: unknown): PkiError {
	const args = { origin: href, proposal: url.origin };
	return url.pathname === '/'
		? new PkiError('unexpected', { reason: 'notVault', args, cause })
		: new PkiError('unexpected', { reason: 'notVaultAtPath', args, cause });
}

/** Judged by what only Vault's answer has; its older versions lack it, but OpenBao began with 2. */
function productOf(health: Json, version: string | undefined): string {
	return 'enterprise' in health || /^[01]\./.test(version ?? '') ? 'Vault' : 'OpenBao';
}

function stateOf(health: Json): BackendStatus['state'] {
	if (health.initialized === false) return 'uninitialized';
	if (health.sealed === true) return 'sealed';
	return health.standby === true ? 'standby' : 'active';
}

async function readCredentials(
	session: Session,
	method: AuthMethod,
): Promise<Pick<BackendStatus, 'credentialsExpireAt' | 'notices'>> {
	if (!session.hasToken) return { notices: ['noToken'] };
	try {
		const credentialsExpireAt = await method.readExpiry(session);
		return credentialsExpireAt === undefined ? {} : { credentialsExpireAt };
	} catch (error) {
		const explained = await explainRefusal(error, session);
		if (isPkiError(explained, 'forbidden') || isPkiError(explained, 'standby')) {
			return { notices: ['tokenCheckFailed'] };
		}
		throw explained;
	}
}
