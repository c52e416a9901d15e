/** Renews certificates where they are used: plan, ask, replace, check, and tell. */
import * as vscode from 'vscode';
import type { RotateResult } from '../../api.js';
import type { PkiError } from '../../core/common/errors.js';
import { isPkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { withCaKey } from '../localCa/lostKey.js';
import { tellRotated } from './afterRotation.js';
import { confirmDifferences, confirmRotation, pathWords } from './confirm.js';
import type { RotateOptions } from './options.js';
import { performRotation, refused, type Rotated } from './perform.js';
import { planRotation, type RotationPlan } from './plan.js';
import { planWithPerson } from './planWithPerson.js';
import { resultOf } from './result.js';
import { serverChecks } from './serverChecks.js';
import { showRotation } from './showRotation.js';
import type { FileTarget } from './targets.js';

export interface RenewRequest {
	readonly targets: readonly FileTarget[];
	/** They come from a folder or a list: what is not ours is passed over, and one failure does not keep the others. */
	readonly isMany: boolean;
	readonly options: RotateOptions;
	/** Opens the report for a person. */
	readonly showReport: boolean;
}

/** What was not renewed, and why. */
export interface Skipped {
	readonly file: string;
	readonly error: PkiError;
}

/** Rejects with `cancelled` where a person does not want it; nothing was sent or written then. */
export async function renewFiles(
	context: CommandContext,
	input: CommandInput,
	request: RenewRequest,
): Promise<RotateResult> {
	const { targets, isMany, options } = request;
	const skipped: Skipped[] = [];
	const each = <T>(file: string, task: () => Promise<T>) =>
		isMany ? orSkip(file, task, skipped) : task();
	const plans: RotationPlan[] = [];
	for (const { file, line, place } of targets) {
		const wish = { file, line, place, options };
		const plan = await each(file, () =>
			input.interactive && !isMany ? planWithPerson(context, wish) : planRotation(context, wish),
		);
		if (plan && !isAmong(plans, plan)) plans.push(plan);
	}
	const [first] = skipped;
	if (plans.length === 0 && first) throw first.error;
	if (!options.confirmed) await confirmRotation(plans);
	const done: Rotated[] = [];
	for (const plan of plans) {
		const rotated = await each(plan.set.path, () => renewOne(context, input, plan, options));
		if (rotated) done.push(rotated);
	}
	for (const { file, error } of skipped) context.log.warn(`${file}: ${error.message}`);
	const [failure] = skipped;
	if (done.length === 0 && failure) throw failure.error;
	if (input.interactive) {
		const left = skipped.map(skippedSentence);
		// The report has all that a notification would say, and its buttons.
		if (request.showReport) showRotation(context, done, left);
		else tellRotated(context, done, left);
	}
	return resultOf(done);
}

function skippedSentence({ file, error }: Skipped): string {
	const { message } = describeError(error);
	return vscode.l10n.t('Not renewed: {0}. {1}', pathWords(file), message);
}

/** A set may be found by more than one of its files. */
function isAmong(plans: readonly RotationPlan[], { set }: RotationPlan): boolean {
	const { sha256Fingerprint } = set.old.leaf.facts;
	return plans.some(
		({ set: other, replaced }) =>
			other.old.leaf.facts.sha256Fingerprint === sha256Fingerprint &&
			replaced.some(({ file }) => file.path === set.path),
	);
}

async function orSkip<T>(
	file: string,
	task: () => Promise<T>,
	skipped: Skipped[],
): Promise<T | undefined> {
	try {
		return await task();
	} catch (error) {
		const isEnd = isPkiError(error, 'cancelled') || isPkiError(error, 'restricted');
		if (!isPkiError(error) || isEnd) throw error;
		skipped.push({ file, error });
		return undefined;
	}
}

async function renewOne(
	context: CommandContext,
	input: CommandInput,
	plan: RotationPlan,
	options: RotateOptions,
): Promise<Rotated> {
	const title = vscode.l10n.t('Renewing “{0}”', plainText(plan.set.old.leaf.facts.name, 80));
	const rotated = await withCaKey(context, input, plan.target.connection.id, () =>
		withProgress(title, (signal) =>
			performRotation(context, plan, {
				signal,
				acceptDifferences: async (failed) => {
					if (options.acceptDifferences) return;
					if (options.confirmed) throw refused('rotationDiffers', failed);
					await confirmDifferences(plan, failed);
				},
			}),
		),
	);
	const after = await serverChecks(context, rotated, options.server);
	return { ...rotated, checks: [...rotated.checks, ...after] };
}
