/** What the echo server tells, a line each. */
import * as vscode from 'vscode';
import type { Connection } from '../../core/tls/echo/echo.js';
import type { HandshakeFailure } from '../../core/tls/failure.js';
import { explainedFailure, failureTitle } from './preflightWords.js';
import { visibleStart } from './visible.js';

/** Stands in the problem matcher of the task as well, in English: what a terminal prints is not looked at by people alone. */
export function listeningLine(address: string, title: string): string {
	return `Listening on ${address} with ${visibleStart(title, 80)}`;
}

export function acceptedLine({ from, protocol, cipher, client, reason }: Connection): string {
	const tls = `${protocol.replace('TLSv', 'TLS ')}, ${cipher}`;
	if (!client) return vscode.l10n.t('Accepted {0} without a certificate ({1})', from, tls);
	const subject = visibleStart(client.subject, 200);
	return reason === undefined
		? vscode.l10n.t('Accepted {0}: {1} ({2})', from, subject, tls)
		: vscode.l10n.t('Accepted {0}: {1}, not verified: {2} ({3})', from, subject, reason, tls);
}

/** The refusal, then what to check. */
export function refusedLines(from: string, failure: HandshakeFailure): readonly string[] {
	const { text, checks } = explainedFailure(failure);
	const code = failure.alert === undefined ? failure.code : `alert ${failure.alert}`;
	return [
		vscode.l10n.t('Refused {0}: {1} ({2}). {3}', from, refusedTitle(failure), code, text),
		...checks.map((check) => `  - ${check}`),
	];
}

export function refusedTitle(failure: HandshakeFailure): string {
	return failureTitle(failure);
}
