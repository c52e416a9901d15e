import * as vscode from 'vscode';
import { pemIn, pemInBase64 } from '../../core/paste/clipboard.js';
import { type FormId, formsAt, type PasteForm } from '../../core/paste/forms.js';
import { kindOf } from './kinds.js';
import { inputAt, replacing } from './replacing.js';

/** UTF-16 units that are looked through at once: for each cursor what stands before it. */
const mostRead = 8 * 1024 * 1024;

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
	if (content.length * ranges.length > mostRead) return undefined;
	const places = ranges.map((range) => formsAt(inputAt(document, range, content), pem));
	const [first] = places;
	if (!first) return undefined;
	// Each cursor gets what its own place asks for where the first form is chosen.
	const fits = places.every((place) => place.fits);
	// Base64 goes where base64 is meant, so only the menu has its PEM.
	const isFirst = fits && alone !== undefined;
	return first.forms.flatMap(({ id }, index) => {
		const chosen = places.map(({ forms }) => {
			const same = forms.find((form) => form.id === id);
			return index === 0 && fits ? forms[0] : (same ?? forms[0]);
		});
		const edit = new vscode.DocumentPasteEdit('', titleOf(id), kindOf(id));
		const forms = chosen.filter(isForm);
		edit.additionalEdit = replacing(document, forms);
		if (!isFirst) edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
		return overlap(forms) ? [] : edit;
	});
}

/** Whether two cursors would replace the same, such as the quotes that both are in. */
function overlap(forms: readonly PasteForm[]): boolean {
	const inOrder = [...forms].sort((one, other) => one.start - other.start);
	return inOrder.some(({ start }, index) => start < (inOrder[index - 1]?.end ?? 0));
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
