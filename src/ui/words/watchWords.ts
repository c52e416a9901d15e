/** What a watch saw, in words. */
import * as vscode from 'vscode';
import { explainFailure } from '../../core/tls/explain/explanation.js';
import { targetText } from '../../core/tls/target.js';
import { type Outcome, outcomeOf } from '../../core/tls/watch/outcome.js';
import type { Rejection, WatchedConnection } from '../../core/tls/watch/watch.js';
import type { AlertFacts, HandshakeFacts, Side } from '../../core/tls/wire/facts.js';
import { explanationWords } from './errors/tls/explanationWords.js';
import { visibleStart } from './visible.js';

export function sideWords(side: Side): string {
	return side === 'client' ? vscode.l10n.t('Client') : vscode.l10n.t('Server');
}

/** `TLS 1.3`. */
export function versionWords(version: string): string {
	return version === 'TLSv1' ? 'TLS 1.0' : version.replace('TLSv', 'TLS ');
}

/** `unknown_ca (48)`. */
export function alertWords({ number, description }: AlertFacts): string {
	if (number === undefined || description === undefined) return vscode.l10n.t('encrypted');
	return description === String(number) ? description : `${description} (${number})`;
}

/** How it went, in a few words. */
export function outcomeWords(connection: WatchedConnection): string {
	const outcome = outcomeOf(connection);
	const isClient = outcome.by === 'client';
	switch (outcome.kind) {
		case 'running':
			return vscode.l10n.t('Handshake in progress');
		case 'established':
			return vscode.l10n.t('Handshake complete');
		case 'alert':
			return alertOutcome(connection, outcome);
		case 'closedEarly':
			return isClient
				? vscode.l10n.t('Client closed during the handshake')
				: vscode.l10n.t('Server closed during the handshake');
		case 'closedSilently':
			return isClient
				? vscode.l10n.t('Client closed after the handshake without sending data')
				: vscode.l10n.t('Server closed after the handshake without sending data');
		case 'notVisible':
			return vscode.l10n.t('Result encrypted (no key log)');
		case 'notTls':
			return plainWords(connection.facts);
		case 'nothingSent':
			return vscode.l10n.t('Client closed without sending anything');
		case 'unreachable':
			return vscode.l10n.t('Server not reachable ({0})', connection.unreachable ?? '');
		case 'rejected':
			return rejectionWords(connection.rejected ?? 'notConnect');
	}
}

function alertOutcome({ facts }: WatchedConnection, { by, failure }: Outcome): string {
	const alert = facts.alerts.find(({ from, number }) => from === by && number === failure?.alert);
	const words = alert ? alertWords(alert) : '';
	return by === 'client'
		? vscode.l10n.t('Client refused: {0}', words)
		: vscode.l10n.t('Server refused: {0}', words);
}

function plainWords({ notTls }: HandshakeFacts): string {
	const isHttp = notTls?.looksLike === 'http';
	if (notTls?.from === 'server') {
		return isHttp
			? vscode.l10n.t('Server answered with plain HTTP')
			: vscode.l10n.t('Server did not answer with TLS');
	}
	return isHttp
		? vscode.l10n.t('Client sent plain HTTP')
		: vscode.l10n.t('Client did not send TLS');
}

function rejectionWords(why: Rejection): string {
	switch (why) {
		case 'notConnect':
			return vscode.l10n.t('Plain HTTP request to the proxy');
		case 'tlsToProxy':
			return vscode.l10n.t('TLS to the proxy itself: use http:// in HTTPS_PROXY');
		case 'notHttp':
			return vscode.l10n.t('Not a request to an HTTP proxy');
		case 'otherHost':
			return vscode.l10n.t('Not allowed: this proxy connects to one server only');
		case 'itself':
			return vscode.l10n.t('Not allowed: the proxy would connect to itself');
		case 'tooMany':
			return vscode.l10n.t('Not connected: too many open connections');
	}
}

export interface ExplainedOutcome {
	readonly code: string;
	readonly text: string;
	readonly checks: readonly string[];
}

/** Undefined where nothing went wrong, or nothing is known of it. */
export function explainedOutcome(connection: WatchedConnection): ExplainedOutcome | undefined {
	const { kind, by, failure } = outcomeOf(connection);
	if (kind === 'closedSilently' && by === 'client') {
		return {
			code: 'socket hang up',
			text: vscode.l10n.t(
				'The client left right after the handshake. Node.js does so when it rejects the server’s certificate.',
			),
			checks: [
				vscode.l10n.t('Look for the error in the client’s output.'),
				vscode.l10n.t('Check that the client trusts the CA that issued the server certificate.'),
				vscode.l10n.t('Check that the server certificate contains the name that the client uses.'),
			],
		};
	}
	const explanation = failure && explainFailure(failure);
	if (!explanation) return undefined;
	const { meaning, checks } = explanationWords(explanation.id);
	return { code: explanation.code, text: meaning, checks };
}

/** Whether something went wrong, for a sign beside the words. */
export function isFailure(connection: WatchedConnection): boolean {
	const { kind } = outcomeOf(connection);
	return !['running', 'established', 'notVisible', 'nothingSent'].includes(kind);
}

/** `vault.test:8200`. */
export function targetWords({ target }: Pick<WatchedConnection, 'target'>): string {
	return target ? visibleStart(targetText(target), 100) : vscode.l10n.t('Unknown server');
}

/** `14:03:07`, in the time zone of the machine. */
export function timeWords(iso: string): string {
	return new Date(iso).toLocaleTimeString(vscode.env.language, { hour12: false });
}
