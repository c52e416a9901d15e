/** Why a page does not show what stands there. */
import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import { describeError } from '../ui/words/errors/errors.js';
import type { Subject } from './page/subject.js';

export function nothingLeft(): string {
	return vscode.l10n.t(
		'This file contains no certificate, request, CRL or key anymore. You see what it contained before.',
	);
}

export function noticeOf(error: unknown, { uri }: Subject): string {
	if (uri && isPkiError(error, 'notFound')) {
		return vscode.l10n.t('This file was deleted. You see what it contained before.');
	}
	return vscode.l10n.t('This page may be out of date. {0}', describeError(error).message);
}
