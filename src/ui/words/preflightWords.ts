/** What a preflight found, in words. */
import * as vscode from 'vscode';
import { explainFailure, type Explanation } from '../../core/tls/explain/explanation.js';
import type { HandshakeFailure } from '../../core/tls/failure.js';
import type {
	CheckName,
	NotTried,
	PreflightAnswer,
	PreflightCheck,
} from '../../core/tls/preflight/preflight.js';
import type { TlsStack } from '../../core/tls/stack.js';
import { explanationWords } from './errors/tls/explanationWords.js';
import { visibleStart } from './visible.js';

export function checkWords(name: CheckName): string {
	switch (name) {
		case 'clientFiles':
			return vscode.l10n.t('Client certificate and key can be loaded');
		case 'serverFiles':
			return vscode.l10n.t('Server certificate and key can be loaded');
		case 'serverName':
			return vscode.l10n.t('Server certificate is for the server name');
		case 'handshake':
			return vscode.l10n.t('Handshake');
		case 'serverAccepted':
			return vscode.l10n.t('Client accepts the server');
		case 'clientAccepted':
			return vscode.l10n.t('Server accepts the client');
		case 'data':
			return vscode.l10n.t('Data arrives both ways');
	}
}

/** The same as what went wrong. */
export function failedWords(name: CheckName): string {
	switch (name) {
		case 'clientFiles':
			return vscode.l10n.t('Client files');
		case 'serverFiles':
			return vscode.l10n.t('Server files');
		case 'serverName':
			return vscode.l10n.t('Server name');
		case 'handshake':
			return vscode.l10n.t('The handshake failed');
		case 'serverAccepted':
			return vscode.l10n.t('The client rejects the server');
		case 'clientAccepted':
			return vscode.l10n.t('The server rejects the client');
		case 'data':
			return vscode.l10n.t('No data arrived');
	}
}

export function notTriedWords(reason: NotTried): string {
	switch (reason) {
		case 'noServerCertificate':
			return vscode.l10n.t('no server certificate');
		case 'noServerKey':
			return vscode.l10n.t('no private key of the server');
		case 'noServerCa':
			return vscode.l10n.t('no CA to check the client against');
		case 'noServerName':
			return vscode.l10n.t('no server name');
		case 'noClientCertificate':
			return vscode.l10n.t('no client certificate');
		case 'noClientKey':
			return vscode.l10n.t('no private key of the client');
		case 'noSystemCas':
			return vscode.l10n.t('this editor cannot list the system’s CAs');
		case 'failedBefore':
			return vscode.l10n.t('an earlier check failed');
	}
}

export function resultWords({ ok, notTried, failure }: PreflightCheck): string {
	if (ok === true) return vscode.l10n.t('Yes');
	if (ok === 'notTried') {
		return vscode.l10n.t('Not tried: {0}', notTriedWords(notTried ?? 'failedBefore'));
	}
	return vscode.l10n.t('No: {0}', failure ? failureTitle(failure) : '');
}

export function failureTitle(failure: HandshakeFailure): string {
	const explanation = explainFailure(failure);
	return explanation ? explanationWords(explanation.id).title : failure.code;
}

/** What happened, what to check, and what of it can be done right away. */
export function explainedFailure(failure: HandshakeFailure): {
	readonly text: string;
	readonly checks: readonly string[];
	readonly actions: Explanation['actions'];
} {
	const explanation = explainFailure(failure);
	if (!explanation) {
		return { text: visibleStart(failure.message ?? failure.code), checks: [], actions: [] };
	}
	const { meaning, checks } = explanationWords(explanation.id);
	return { text: meaning, checks, actions: explanation.actions };
}

/** `OpenSSL 3.5.4 (Node 24.21.0)`. */
export function stackWords({ name, version, runtime }: TlsStack): string {
	return `${version === undefined ? name : `${name} ${version}`} (${runtime})`;
}

export function clientTrustWords(trust: PreflightAnswer['clientTrust']): string {
	switch (trust) {
		case 'given':
			return vscode.l10n.t('the given CA');
		case 'system':
			return vscode.l10n.t('the system’s CAs');
		case 'runtime':
			return vscode.l10n.t('the CAs that come with the editor');
	}
}

export function serverTrustWords(trust: PreflightAnswer['serverTrust']): string {
	switch (trust) {
		case 'given':
			return vscode.l10n.t('the given CA');
		case 'sameAsClient':
			return vscode.l10n.t('the client’s CA, as no other was given');
		case 'system':
			return vscode.l10n.t('the system’s CAs');
		case 'none':
			return vscode.l10n.t('no CA given');
	}
}
