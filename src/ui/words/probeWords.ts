/** What a test of a TLS connection saw, in words. */
import * as vscode from 'vscode';
import type {
	AddressFacts,
	ClientCertificateFacts,
	ProbeReport,
	TrustKind,
	VersionFacts,
} from '../../core/tls/probe/model.js';
import type { RevocationAnswer, RevocationDoubt } from '../../core/tls/probe/revocation.js';
import type { TlsStack } from '../../core/tls/stack.js';
import { exactTime } from './words.js';

/** `TLSv1.3` as it is written in prose. */
export function versionName(version: string): string {
	return version.replace(/^TLSv1$/, 'TLS 1.0').replace(/^TLSv/, 'TLS ');
}

export function trustWords(trust: TrustKind): string {
	switch (trust) {
		case 'chosen':
			return vscode.l10n.t('the chosen CA');
		case 'system':
			return vscode.l10n.t('the system’s CAs');
		case 'bundled':
			return vscode.l10n.t('the root CAs bundled with the editor');
	}
}

export function versionWords({ status }: VersionFacts): string {
	switch (status) {
		case 'offered':
			return vscode.l10n.t('Offered');
		case 'refused':
			return vscode.l10n.t('Refused');
		case 'noAnswer':
			return vscode.l10n.t('No answer');
		case 'notTried':
			return vscode.l10n.t('Not tried');
	}
}

export function addressWords({ state, code }: AddressFacts): string {
	switch (state) {
		case 'used':
			return vscode.l10n.t('Used');
		case 'connected':
			return vscode.l10n.t('Reachable');
		case 'failed':
			return vscode.l10n.t('Failed ({0})', code ?? '');
		case 'noAnswer':
			return vscode.l10n.t('No answer');
	}
}

export function clientCertificateWords({
	requested,
	sent,
	accepted,
	required,
}: ClientCertificateFacts): string {
	if (requested === undefined) return vscode.l10n.t('Unknown: the handshake ended before');
	if (requested === false) return vscode.l10n.t('Not requested');
	if (sent && accepted === true) return vscode.l10n.t('Requested; yours was accepted');
	if (sent && accepted === false) return vscode.l10n.t('Requested; yours was refused');
	if (sent) {
		return vscode.l10n.t('Requested; yours was sent, and the server did not say if it accepts it');
	}
	if (required === true) return vscode.l10n.t('Required; none was sent');
	return requested === 'notVisible'
		? vscode.l10n.t('Unknown: hidden by TLS 1.3')
		: vscode.l10n.t('Requested; none was sent');
}

/** Which issuers a server accepts, in a few words. */
export function issuersWords({ acceptedIssuers }: ClientCertificateFacts): string | undefined {
	if (!acceptedIssuers) return undefined;
	if (acceptedIssuers.length === 0) return vscode.l10n.t('any issuer');
	return acceptedIssuers.length === 1
		? vscode.l10n.t('1 accepted issuer')
		: vscode.l10n.t('{0} accepted issuers', acceptedIssuers.length);
}

export function alpnWords({ alpn }: ProbeReport): string | undefined {
	if (alpn === undefined) return undefined;
	return alpn === false ? vscode.l10n.t('None selected') : alpn;
}

export function revocationWords(answer: RevocationAnswer): string {
	const { status, doubt, revokedAt, reason } = answer;
	if (doubt) return doubtWords(doubt);
	switch (status) {
		case 'good':
			return vscode.l10n.t('Not revoked');
		case 'unknown':
			return vscode.l10n.t('Unknown to the responder');
		case 'revoked': {
			const time = revokedAt === undefined ? '' : exactTime(revokedAt);
			return vscode.l10n.t('Revoked {0} {1}', time, reason === undefined ? '' : `(${reason})`);
		}
	}
}

function doubtWords(doubt: RevocationDoubt): string {
	switch (doubt) {
		case 'unreachable':
			return vscode.l10n.t('Unknown: no usable answer');
		case 'noIssuer':
			return vscode.l10n.t('Unknown: the issuer’s certificate is not available');
		case 'badSignature':
			return vscode.l10n.t('Unknown: the answer’s signature could not be verified');
		case 'outOfDate':
			return vscode.l10n.t('Unknown: the answer is out of date');
		case 'notListed':
			return vscode.l10n.t('Unknown: the answer is about other certificates');
	}
}

export function sourceWords({ source }: RevocationAnswer): string {
	switch (source) {
		case 'stapled':
			return vscode.l10n.t('Stapled OCSP response');
		case 'ocsp':
			return 'OCSP';
		case 'crl':
			return 'CRL';
	}
}

/** The library that really shook hands, and where it is. */
export function stackWords({ name, version, runtime }: TlsStack): string {
	return version === undefined
		? vscode.l10n.t('{0} in {1}', name, runtime)
		: vscode.l10n.t('{0} {1} in {2}', name, version, runtime);
}
