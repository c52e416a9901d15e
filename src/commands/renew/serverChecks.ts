/** The two checks of the rotation runbook, after the swap: A, the new identity is accepted; B, the new certificate is served. */
import * as path from 'node:path';
import type { ProbeResult } from '../../api.js';
import { isPkiError } from '../../core/common/errors.js';
import { toPem } from '../../core/find/pem.js';
import type { RotationCheck } from '../../core/rotate/checks.js';
import { isSelfIssued } from '../../core/x509/chain.js';
import type { Connection } from '../../services/connectionStore.js';
import { describeError } from '../../ui/words/errors/errors.js';
import type { CommandContext } from '../command.js';
import { run as runProbe } from '../probe/probe.js';
import { servedPem } from './makeFresh.js';
import type { RotateOptions } from './options.js';
import type { Rotated } from './perform.js';

/** None where neither a connection uses the pair nor a server is named. */
export async function serverChecks(
	context: CommandContext,
	rotated: Rotated,
	server: RotateOptions['server'],
): Promise<readonly RotationCheck[]> {
	const users = await connectionsWith(context, rotated.files);
	const answers = await Promise.all(users.map((connection) => answersCall(context, connection)));
	if (!server) return answers;
	const { extendedKeyUsage } = rotated.fresh.pair.leaf.facts;
	const isFor = (usage: string) =>
		extendedKeyUsage.length === 0 || extendedKeyUsage.includes(usage);
	const names = [
		...(isFor('clientAuth') ? (['serverAnswers'] as const) : []),
		...(isFor('serverAuth') ? (['serverServes'] as const) : []),
	];
	try {
		const probed = await probe(context, rotated, server, isFor('clientAuth'));
		const judge = { serverAnswers: acceptance, serverServes: service };
		return [...answers, ...names.map((name) => judge[name](probed, rotated))];
	} catch (error) {
		// The files are replaced, whatever keeps the server from being asked.
		const message = error instanceof Error ? error.message : String(error);
		return [...answers, ...names.map((name) => ({ name, ok: 'notChecked' as const, message }))];
	}
}

/** Connections that name one of the files. */
async function connectionsWith(
	{ connections }: CommandContext,
	files: readonly string[],
): Promise<readonly Connection[]> {
	return (await connections.list()).filter(({ fields }) =>
		Object.values(fields).some((value) => files.some((file) => path.relative(file, value) === '')),
	);
}

/** A status call over a new socket, which reads the files anew. */
async function answersCall(
	{ clients, connections }: CommandContext,
	{ id, label }: Connection,
): Promise<RotationCheck> {
	const name = 'serverAnswers';
	try {
		clients.reopen((await connections.get(id)).id);
		const { state } = await (await clients.get(id)).status();
		return { name, ok: true, message: `${label}: ${state}` };
	} catch (error) {
		if (!isPkiError(error)) throw error;
		const { code, reason } = error;
		const message = `${label}: ${describeError(error).message}`;
		return { name, ok: false, code: reason ?? code, message };
	}
}

function probe(
	context: CommandContext,
	{ fresh }: Rotated,
	server: NonNullable<RotateOptions['server']>,
	isClient: boolean,
): Promise<ProbeResult> {
	const roots = fresh.old.above.filter(({ facts }) => isSelfIssued(facts));
	const options = {
		...server,
		...(roots.length > 0 && { ca: roots.map(({ der }) => toPem('CERTIFICATE', der)).join('') }),
		...(isClient && {
			certificate: servedPem(fresh.pair),
			key: fresh.made.privateKeyPem,
			head: true,
		}),
	};
	return runProbe(context, { options, selection: [], interactive: false });
}

function acceptance({ clientCertificate, httpStatus, problems }: ProbeResult): RotationCheck {
	const name = 'serverAnswers';
	const { requested, accepted } = clientCertificate;
	if (accepted === false) return { name, ok: false, ...problems[0] };
	if (requested === false) return { name, ok: 'notChecked', code: 'notRequested' };
	if (accepted === true || httpStatus !== undefined) return { name, ok: true };
	return { name, ok: 'notChecked', code: 'noVerdict', ...problems[0] };
}

function service({ chain, problems }: ProbeResult, { fresh }: Rotated): RotationCheck {
	const name = 'serverServes';
	const [served] = chain;
	if (!served) return { name, ok: false, code: 'noHandshake', ...problems[0] };
	const { sha256Fingerprint } = served;
	if (sha256Fingerprint === fresh.pair.leaf.facts.sha256Fingerprint) return { name, ok: true };
	const isOld = sha256Fingerprint === fresh.old.leaf.facts.sha256Fingerprint;
	return { name, ok: false, code: isOld ? 'oldServed' : 'otherServed' };
}
