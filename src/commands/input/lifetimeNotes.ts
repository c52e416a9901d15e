/** What a form says of a lifetime while it is typed. */
import * as vscode from 'vscode';
import { bareSeconds, parseDuration } from '../../core/common/duration.js';
import { durationWords } from '../../ui/words/roleWords.js';
import type { Validation } from '../../ui/ask/wizard.js';

/** A number alone is seconds, which people who type `720` rarely mean; `cap` is what else is to be said. */
export function lifetimeNotes(text: string, cap: string | undefined): Validation {
	const seconds = bareSeconds(text);
	const isDoubtful = seconds !== undefined && seconds < 86_400;
	const notes = [
		...(seconds === undefined ? [] : [secondsSentence(seconds, isDoubtful)]),
		...(cap === undefined ? [] : [cap]),
	];
	if (notes.length === 0) return undefined;
	const { Info, Warning } = vscode.InputBoxValidationSeverity;
	const severity = isDoubtful || cap !== undefined ? Warning : Info;
	return { message: notes.join(' '), severity };
}

function secondsSentence(seconds: number, suggests: boolean): string {
	const words = durationWords(seconds);
	const meaning =
		seconds < 120
			? vscode.l10n.t('{0} means {0} seconds.', seconds)
			: vscode.l10n.t('{0} means {0} seconds ({1}).', seconds, words);
	const inHours = `${seconds}h`;
	return suggests && parseDuration(inHours) !== undefined
		? `${meaning} ${vscode.l10n.t('For hours, type {0}.', inHours)}`
		: meaning;
}
