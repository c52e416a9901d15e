/** Why a page does not show what stands there. */
import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import { describeError } from '../ui/words/errors/errors.js';
import type { Subject } from './page/subject.js';

/** Of the page of a file that has none of what is looked for. */
export function nothingThere(): string {
	return vscode.l10n.t('This file contains no certificate, request, CRL or key.');
}

export function nothingLeft(): string {
	return vscode.l10n.t(
		'This file no longer contains a certificate, request, CRL or key. Showing its previous content.',
	);
}

export function noticeOf(error: unknown, { uri }: Subject): string {
	if (uri && isPkiError(error, 'notFound')) {
		return vscode.l10n.t('This file was deleted. Showing its previous content.');
	}
	return vscode.l10n.t('This page may be out of date. {0}', describeError(error).message);
}
