/** Carries a rotation out: issue, check, swap, check again. */
import * as path from 'node:path';
import { PkiError } from '../../core/common/errors.js';
import { chainFileContent, chainFileOf } from '../../core/layouts/chainFiles.js';
import { pemText } from '../../core/layouts/pemText.js';
import { toPem } from '../../core/find/pem.js';
import { isDecisive, type RotationCheck } from '../../core/rotate/checks.js';
import { certificateIn } from '../../core/rotate/pair.js';
import { replaceInFile } from '../../core/rotate/replaceInFile.js';
import { findUnignoredKey } from '../../services/files/ignoreKey.js';
import { type FileSwap, swapFiles, type Swapped } from '../../services/rotate/swap.js';
import { checkSentence } from '../../ui/words/rotationWords.js';
import type { CommandContext } from '../command.js';
import { keepTrack } from '../issue/finishIssue.js';
import { checkFresh, type Fresh, makeFresh } from './makeFresh.js';
import type { RotationPlan } from './plan.js';
import { preflightOld } from './preflightOld.js';

export interface Rotated {
	readonly plan: RotationPlan;
	readonly fresh: Fresh;
	readonly files: readonly string[];
	readonly swapped: Swapped;
	readonly checks: readonly RotationCheck[];
}

export interface PerformOptions {
	readonly signal: AbortSignal;
	/** Asked where names or usages are not kept, or the old CA refuses the new pair; rejects where that is not wanted. */
	readonly acceptDifferences: (failed: readonly RotationCheck[]) => Promise<void>;
}

/**
 * Rejects with all files as they were: with `invalid`, reason `rotationBroken` where the new pair is of no use, and the errors
 * of issuing, replacing and swapping.
 */
export async function performRotation(
	context: CommandContext,
	plan: RotationPlan,
	{ signal, acceptDifferences }: PerformOptions,
): Promise<Rotated> {
	const { connection, mount } = plan.target;
	const fresh = await makeFresh(plan, signal);
	context.changes.fire({ connection: connection.id, mount, part: 'certificates' });
	const checks = [
		...checkFresh(fresh, new Date()),
		...(await preflightOld(context, fresh, signal)),
	];
	const failed = checks.filter(({ ok }) => ok === false);
	if (failed.some(isDecisive)) throw refused('rotationBroken', failed.filter(isDecisive));
	if (failed.length > 0) await acceptDifferences(failed);
	const swaps = await swapsFor(plan, fresh);
	// The last moment to stop.
	signal.throwIfAborted();
	const swapped = await swapFiles(swaps, new Date());
	await ignoreBackups(swapped, context);
	await noteIssued(context, plan, fresh);
	return { plan, fresh, files: swaps.map((swap) => swap.path), swapped, checks };
}

/** Says all that is wrong. */
export function refused(
	reason: 'rotationBroken' | 'rotationDiffers',
	failed: readonly RotationCheck[],
): PkiError {
	const explanation = failed.map(checkSentence).join(' ');
	return new PkiError('invalid', { reason, args: { explanation } });
}

async function swapsFor(plan: RotationPlan, { pair, old }: Fresh): Promise<readonly FileSwap[]> {
	const swaps: FileSwap[] = [];
	for (const { file } of plan.replaced) {
		const options = { path: file.path, password: plan.password };
		const found = await replaceInFile(file.bytes, old, pair, options);
		if (!found) {
			const args = { file: file.path };
			throw new PkiError('unsupported', { reason: 'rotateFile', args });
		}
		swaps.push({ path: file.path, content: found.content, before: file.bytes });
	}
	for (const file of plan.chainFiles) {
		const kind = chainFileOf(path.basename(file.path));
		const present = file.blocks.flatMap((block) => certificateIn(block) ?? []);
		const wanted = kind && chainFileContent(kind, present, old.above, pair.above);
		if (!wanted || swaps.some((swap) => swap.path === file.path)) continue;
		const content = Buffer.from(pemText(wanted.map(({ der }) => toPem('CERTIFICATE', der))));
		swaps.push({ path: file.path, content, before: file.bytes });
	}
	return swaps;
}

/** Old private keys are keys all the same. What git cannot be told stays as it is, and the log says why. */
async function ignoreBackups({ backups }: Swapped, { log }: CommandContext): Promise<void> {
	for (const { backup } of backups) {
		try {
			await (await findUnignoredKey(backup))?.ignore();
		} catch (error) {
			log.warn(`.gitignore: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
}

/** Every file that holds the certificate is renewed by whoever issued it. */
async function noteIssued(
	context: CommandContext,
	{ replaced, target }: RotationPlan,
	{ made }: Fresh,
): Promise<void> {
	const holders = replaced.filter(({ parts }) => parts.includes('certificate'));
	const known = holders.filter(({ file }) =>
		context.issued.files.some((issued) => issued.path === file.path),
	);
	const noted = known.length > 0 ? known : holders.slice(0, 1);
	for (const { file } of noted) {
		context.recentFiles.add(file.path);
		await keepTrack(context, target, file.path, made.issued.certificatePem);
	}
}
