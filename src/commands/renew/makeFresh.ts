/** Has the new certificate issued, and looks at it before anything is replaced. */
import type { RoleRules } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { freshChecks, type RotationCheck } from '../../core/rotate/checks.js';
import type { FreshPair, OldPair } from '../../core/rotate/pair.js';
import { toPem } from '../../core/find/pem.js';
import { chainItemOf, chainsIn, type ChainItem, isSelfIssued } from '../../core/x509/chain.js';
import type { Made } from '../issue/finishIssue.js';
import { mayIssue } from '../issue/forms/roleTarget.js';
import { signLocal } from '../issue/signLocal.js';
import type { RotationPlan } from './plan.js';

export interface Fresh {
	readonly made: Made & { readonly privateKeyPem: string };
	readonly pair: FreshPair;
	/** What is above the old certificate, as far as its files and its issuer tell. */
	readonly old: OldPair;
}

/** Rejects with the errors of the call; nothing is written. */
export async function makeFresh(plan: RotationPlan, signal: AbortSignal): Promise<Fresh> {
	const made = await make(plan, signal);
	const privateKeyPem = made.privateKeyPem ?? '';
	const leaf = chainItemOf(made.issued.certificatePem);
	if (!leaf || privateKeyPem === '') throw new PkiError('unexpected');
	const above = made.issued.chainPem.flatMap((pem) => chainItemOf(pem) ?? []);
	const isReused = plan.key.from === 'file';
	const pair = { leaf, above, ...(!isReused && { privateKeyPem }) };
	const old = await wholeOld(plan, above, signal);
	return { made: { ...made, privateKeyPem }, pair, old };
}

async function make(plan: RotationPlan, signal: AbortSignal): Promise<Made> {
	const { key, target, facts } = plan;
	if (key.from === 'server') return fromServer(plan, signal);
	try {
		return await signed(plan, facts.rules, signal);
	} catch (error) {
		// What the token may do is not always told beforehand.
		const mayTryServer = key.from === 'here' && mayIssue(target, facts);
		if (!isPkiError(error, 'forbidden') || !mayTryServer) throw error;
		return fromServer(plan, signal);
	}
}

async function signed(
	{ key, target, request }: RotationPlan,
	rules: RoleRules,
	signal: AbortSignal,
) {
	const { requestFor, requestWith } = await import('../issue/localKey.js');
	const local =
		key.from === 'file'
			? await requestWith(request, key.privateKeyPem)
			: await requestFor(request, key.from === 'here' ? key.kind : 'P-256');
	return signLocal(target, rules, request, local, signal);
}

async function fromServer({ target, request }: RotationPlan, signal: AbortSignal): Promise<Made> {
	if (!target.client.issue) throw new PkiError('unsupported', { reason: 'issue' });
	const issued = await target.client.issue(request, { signal });
	return { issued, privateKeyPem: issued.privateKeyPem };
}

/** Above the old certificate may be what is above the new one, and what its own issuer says. */
async function wholeOld(
	{ set, target }: RotationPlan,
	above: readonly ChainItem[],
	signal: AbortSignal,
): Promise<OldPair> {
	const { leaf } = set.old;
	const known = chainsIn([leaf, ...set.old.above, ...above])(leaf).slice(1);
	if (known.some(({ facts }) => isSelfIssued(facts)) || target.issuer === undefined) {
		return { leaf, above: known };
	}
	const { client, mount, issuer } = target;
	const record = await client.readAuthority(mount, issuer, { signal });
	const told = [record.certificatePem, ...record.chainPem].flatMap((pem) => chainItemOf(pem) ?? []);
	return { leaf, above: chainsIn([leaf, ...known, ...told])(leaf).slice(1) };
}

export function checkFresh({ made, pair, old }: Fresh, now: Date): readonly RotationCheck[] {
	return freshChecks(old, pair, made.privateKeyPem, now);
}

/** The leaf and its intermediates, as a server or a client sends them. */
export function servedPem({ leaf, above }: FreshPair): string {
	return [leaf, ...above.filter(({ facts }) => !isSelfIssued(facts))]
		.map(({ der }) => toPem('CERTIFICATE', der))
		.join('');
}
