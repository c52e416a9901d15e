/** The questions before anything is replaced: they list every file. */
import * as vscode from 'vscode';
import type { RotationCheck } from '../../core/rotate/checks.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { checkSentence, partWords } from '../../ui/words/rotationWords.js';
import type { RotationPlan } from './plan.js';

/** Rejects with `cancelled`; nothing was sent or written then. */
export async function confirmRotation(plans: readonly RotationPlan[]): Promise<void> {
	await confirmLoss(questionOf(plans), {
		detail: detailOf(plans),
		keep: vscode.l10n.t('Keep Files'),
		actions: [vscode.l10n.t('Renew and Replace')],
	});
}

function questionOf(plans: readonly RotationPlan[]): string {
	const files = plans.reduce((sum, { replaced }) => sum + replaced.length, 0);
	const [only] = plans;
	if (plans.length !== 1 || !only) {
		return vscode.l10n.t('Renew {0} certificates and replace {1} files?', plans.length, files);
	}
	const name = plainText(only.set.old.leaf.facts.name, 80);
	return files === 1
		? vscode.l10n.t('Renew “{0}” and replace 1 file?', name)
		: vscode.l10n.t('Renew “{0}” and replace {1} files?', name, files);
}

/** A modal has no scroll bar. */
const mostLines = 20;

function detailOf(plans: readonly RotationPlan[]): string {
	const lines = plans.flatMap(linesOf);
	const shown = lines.slice(0, mostLines);
	const more = lines.length - shown.length;
	return [
		...shown,
		...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : []),
		'',
		vscode.l10n.t(
			'The old files are kept beside the new ones, dated and ignored by git. A program that reads while the files are replaced may see an old and a new one.',
		),
	].join('\n');
}

function linesOf(plan: RotationPlan): readonly string[] {
	const { target, replaced, left } = plan;
	return [
		vscode.l10n.t(
			'Issued by {0}, {1}, role “{2}”. {3}',
			plainText(target.connection.label, 80),
			plainText(target.mount, 80),
			plainText(target.role, 80),
			keyWords(plan),
		),
		...replaced.map(({ file, parts }) => `• ${pathWords(file.path)} (${partWords(parts)})`),
		...left.map(({ file, error }) =>
			vscode.l10n.t('Not replaced: {0}. {1}', pathWords(file), describeError(error).message),
		),
	];
}

function keyWords({ key }: RotationPlan): string {
	switch (key.from) {
		case 'here':
			return vscode.l10n.t('New private key ({0}), made here.', key.kind);
		case 'server':
			return vscode.l10n.t('New private key, made by the server.');
		case 'file':
			return vscode.l10n.t('The private key stays.');
	}
}

export function pathWords(file: string): string {
	return plainText(vscode.workspace.asRelativePath(file), 200);
}

/** Rejects with `cancelled`; the files are as they were, and the new certificate was issued for nothing. */
export async function confirmDifferences(
	{ set }: RotationPlan,
	failed: readonly RotationCheck[],
): Promise<void> {
	const name = plainText(set.old.leaf.facts.name, 80);
	await confirmLoss(
		vscode.l10n.t('The new certificate for “{0}” differs. Replace it anyway?', name),
		{
			detail: failed.map(checkSentence).join('\n'),
			keep: vscode.l10n.t('Keep Files'),
			actions: [vscode.l10n.t('Replace Anyway')],
		},
	);
}
