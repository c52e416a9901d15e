/** What a person is asked before a CA is made whose predecessor or whose key may be lost. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { plainText } from '../../ui/words/plainText.js';
import { forgetfulSentence } from '../../ui/words/connections/secretWords.js';

export type KeyPlace = 'secretStorage' | 'file';

export interface NewCa {
	/**
	 * `first`: there is none yet; `replaced`: the one that is there loses its key; `lost`: its key is gone; `notKept`: the
	 * secret storage refused the keys of the CA that was to be made.
	 */
	readonly why: 'first' | 'replaced' | 'lost' | 'notKept';
	/** The secret storage may not keep the keys. */
	readonly isForgetful: boolean;
	/** A CA that was made elsewhere and is to be used. */
	readonly existing?: { readonly name: string; readonly signsItself: boolean };
}

interface Question {
	readonly question: string;
	readonly detail: string;
	/** Absent where nothing can be lost. */
	readonly keep?: string;
	/** The better one first. */
	readonly actions: readonly { readonly title: string; readonly place: KeyPlace }[];
}

/** Says what a new CA means and asks where its keys are kept. Rejects with `cancelled`. */
export async function askForNewCa(wish: NewCa): Promise<KeyPlace> {
	const { question, detail, keep, actions } = newCaQuestion(wish);
	const titles = actions.map(({ title }) => title);
	const answer =
		keep === undefined
			? await vscode.window.showInformationMessage(question, { modal: true, detail }, ...titles)
			: await confirmLoss(question, { detail, keep, actions: titles });
	const chosen = actions.find(({ title }) => title === answer);
	if (!chosen) throw new PkiError('cancelled');
	return chosen.place;
}

export function newCaQuestion(wish: NewCa): Question {
	const { why, isForgetful, existing } = wish;
	const kept = {
		title: existing ? vscode.l10n.t('Use This CA') : vscode.l10n.t('New CA'),
		place: 'secretStorage',
	} as const;
	const file = {
		title: existing
			? vscode.l10n.t('Use This CA, Key in a File')
			: vscode.l10n.t('New CA, Key in a File'),
		place: 'file',
	} as const;
	const isFileBetter = isForgetful || why === 'lost' || why === 'notKept';
	return {
		question: questionOf(wish),
		detail: detailOf(wish).join('\n\n'),
		...(why === 'replaced' && { keep: vscode.l10n.t('Keep Current CA') }),
		actions: isFileBetter ? [file, kept] : [kept, file],
	};
}

function questionOf({ why, existing }: NewCa): string {
	if (existing) return vscode.l10n.t('Use “{0}” as the Local CA?', plainText(existing.name));
	switch (why) {
		case 'first':
			return vscode.l10n.t('Where should the Local CA keep its private key?');
		case 'notKept':
			return vscode.l10n.t(
				'The secret storage refused to keep the private key of the Local CA. Keep it in a file?',
			);
		case 'lost':
			return vscode.l10n.t('The private key of the Local CA is missing. Create a new CA?');
		case 'replaced':
			return vscode.l10n.t('Replace the Local CA? Its private key will be deleted.');
	}
}

function detailOf({ why, isForgetful, existing }: NewCa): readonly string[] {
	return [
		...(existing ? [existingWords(existing.signsItself)] : []),
		placeWords(why, isForgetful),
		...(why === 'replaced' || why === 'lost' ? [replacedWords(why)] : []),
	];
}

function existingWords(signsItself: boolean): string {
	return signsItself
		? vscode.l10n.t(
				'It does not allow a CA below it, so it signs every certificate itself. A copy of its private key is kept here, without its password.',
			)
		: vscode.l10n.t(
				'It signs a new issuing CA once. Only the private key of the issuing CA is kept here.',
			);
}

function placeWords(why: NewCa['why'], isForgetful: boolean): string {
	const file = vscode.l10n.t(
		'A file in the extension’s folder is permanent; only your user can read it.',
	);
	switch (why) {
		case 'notKept':
			return `${vscode.l10n.t('A CA cannot sign without its key, so no CA was created.')} ${file}`;
		case 'lost':
			return `${vscode.l10n.t('The secret storage did not keep it. On some systems, and in a browser, secrets are lost when the session ends.')} ${file}`;
		case 'first':
		case 'replaced':
			return isForgetful
				? `${forgetfulSentence()} ${file}`
				: vscode.l10n.t(
						'The private key is kept in the secret storage, or in a file in the extension’s folder that only your user can read.',
					);
	}
}

function replacedWords(why: 'replaced' | 'lost'): string {
	const trust = vscode.l10n.t(
		'Issued certificates stay listed. Clients that trust the old root must also trust the new one.',
	);
	return why === 'lost'
		? trust
		: `${vscode.l10n.t('The private key of the current CA will be deleted.')} ${trust}`;
}
