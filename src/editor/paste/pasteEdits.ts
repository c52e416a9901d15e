import * as vscode from 'vscode';
import { pemIn, pemInBase64 } from '../../core/paste/clipboard.js';
import { type FormId, formsAt, type PasteForm } from '../../core/paste/forms.js';
import { kindOf } from './kinds.js';
import { inputAt, replacing } from './replacing.js';

/** What the menu offers, the form that fits the place first; undefined where there is no PEM alone in the text. */
export function pasteEdits(
	document: vscode.TextDocument,
	ranges: readonly vscode.Range[],
	text: string,
): vscode.DocumentPasteEdit[] | undefined {
	const alone = pemIn(text);
	const pem = alone ?? pemInBase64(text);
	// A PEM file takes lines as they are, and needs no menu.
	const isPlain = document.languageId === 'pem' && text.includes('\n');
	if (pem === undefined || isPlain) return undefined;
	const content = document.getText();
	const places = ranges.map((range) => formsAt(inputAt(document, range, content), pem));
	const [first] = places;
	if (!first) return undefined;
	// Each cursor gets what its own place asks for where the first form is chosen.
	const fits = places.every((place) => place.fits);
	// Base64 goes where base64 is meant, so only the menu has its PEM.
	const isFirst = fits && alone !== undefined;
	return first.forms.map(({ id }, index) => {
		const chosen = places.map(({ forms }) => {
			const same = forms.find((form) => form.id === id);
			return index === 0 && fits ? forms[0] : (same ?? forms[0]);
		});
		const edit = new vscode.DocumentPasteEdit('', titleOf(id), kindOf(id));
		edit.additionalEdit = replacing(document, chosen.filter(isForm));
		if (!isFirst) edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
		return edit;
	});
}

function isForm(form: PasteForm | undefined): form is PasteForm {
	return form !== undefined;
}

export function titleOf(id: FormId): string {
	switch (id) {
		case 'block':
			return vscode.l10n.t('Paste PEM as Block');
		case 'escaped':
			return vscode.l10n.t('Paste PEM on One Line, with \\n');
		case 'base64':
			return vscode.l10n.t('Paste PEM as Base64');
		case 'pem':
			return vscode.l10n.t('Paste PEM as Lines');
	}
}
