/** Whether those who trust the old certificate's CA accept the new pair: asked of real handshakes. */
import { toPem } from '../../core/find/pem.js';
import type { RotationCheck, RotationCheckName } from '../../core/rotate/checks.js';
import type { PreflightAnswer, PreflightInput } from '../../core/tls/preflight/preflight.js';
import { isSelfIssued } from '../../core/x509/chain.js';
import type { CertificateFacts } from '../../core/x509/model.js';
import { startTlsJob } from '../../services/tls/thread.js';
import type { CommandContext } from '../command.js';
import { type Fresh, servedPem } from './makeFresh.js';

const deadlineMs = 20_000;

/** One for each side that the old certificate was good for. */
export async function preflightOld(
	{ context }: CommandContext,
	fresh: Fresh,
	signal: AbortSignal,
): Promise<readonly RotationCheck[]> {
	const sides = sidesOf(fresh.old.leaf.facts);
	const roots = fresh.old.above.filter(({ facts }) => isSelfIssued(facts));
	const ca = roots.map(({ der }) => toPem('CERTIFICATE', der)).join('');
	return Promise.all(
		sides.map(async ({ name, input, isJudged }): Promise<RotationCheck> => {
			if (ca === '') return { name, ok: 'notChecked', code: 'noOldCa' };
			const job = startTlsJob(context.extensionPath, 'preflight', input(fresh, ca), {
				signal,
				deadlineMs,
			});
			return verdict(name, await job.done, isJudged);
		}),
	);
}

interface Side {
	readonly name: RotationCheckName;
	readonly input: (fresh: Fresh, ca: string) => PreflightInput;
	/** The checks of the preflight that tell of this side. */
	readonly isJudged: (check: PreflightAnswer['checks'][number]) => boolean;
}

const server: Side = {
	name: 'preflightServer',
	input: ({ made, pair }, ca) => ({
		client: { ca },
		server: { certificate: servedPem(pair), key: made.privateKeyPem },
	}),
	isJudged: ({ name }) => name === 'serverFiles' || name === 'serverAccepted',
};

const client: Side = {
	name: 'preflightClient',
	input: ({ made, pair }, ca) => {
		const own = { certificate: servedPem(pair), key: made.privateKeyPem };
		return { client: own, server: { ca }, standIn: own };
	},
	isJudged: ({ name }) => name === 'clientFiles' || name === 'clientAccepted',
};

function sidesOf({ extendedKeyUsage }: CertificateFacts): readonly Side[] {
	const isAny = extendedKeyUsage.length === 0;
	return [
		...(isAny || extendedKeyUsage.includes('serverAuth') ? [server] : []),
		...(isAny || extendedKeyUsage.includes('clientAuth') ? [client] : []),
	];
}

/** With both versions offered, as programs do that are not told otherwise. */
function verdict(
	name: RotationCheckName,
	{ checks }: PreflightAnswer,
	isJudged: Side['isJudged'],
): RotationCheck {
	const own = checks.filter(
		(check) => isJudged(check) && (check.version === undefined || check.version === 'any'),
	);
	const failed = own.find(({ ok }) => ok === false);
	if (failed) {
		const { failure } = failed;
		return { name, ok: false, ...(failure && { failure, code: failure.code }) };
	}
	return own.some(({ ok }) => ok === 'notTried')
		? { name, ok: 'notChecked', code: 'notTried' }
		: { name, ok: true };
}
