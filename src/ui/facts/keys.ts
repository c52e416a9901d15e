import * as vscode from 'vscode';
import type { StoredEntry } from '../../core/x509/block.js';
import type { PrivateKeyFacts, PublicKeyFacts } from '../../core/x509/model.js';
import { hexRow, rawSection } from './common.js';
import type { FactRow, FactsContext, FactsView } from './model.js';
import { keyWords, visible } from './text.js';

/** Kind, algorithm, encrypted or not; the secret numbers are in no fact. */
export function privateKeyView(
	facts: PrivateKeyFacts,
	context: FactsContext,
	stored?: StoredEntry,
): FactsView {
	const protection: FactRow = {
		label: vscode.l10n.t('Protection'),
		values: [protectionWords(facts, stored)],
	};
	return {
		kind: vscode.l10n.t('Private key'),
		name: privateKeyName(facts),
		rows: [
			{ label: vscode.l10n.t('Format'), values: [formatWords(facts)] },
			protection,
			...belongsTo(context),
			...(facts.publicKeySha256 === undefined
				? []
				: [hexRow(vscode.l10n.t('Public key SHA-256'), facts.publicKeySha256)]),
			{
				label: vscode.l10n.t('Shown'),
				values: [vscode.l10n.t('The key itself is never displayed')],
			},
		],
		sections: [],
	};
}

function protectionWords({ encrypted }: PrivateKeyFacts, stored: StoredEntry | undefined): string {
	if (stored?.encrypted === true) return vscode.l10n.t('Encrypted with a password in this file');
	return encrypted
		? vscode.l10n.t('Encrypted with a passphrase')
		: vscode.l10n.t('Not encrypted: anyone who can read it can use it');
}

export function publicKeyView(facts: PublicKeyFacts, context: FactsContext): FactsView {
	return {
		kind: vscode.l10n.t('Public key'),
		name: keyWords(facts),
		rows: [...belongsTo(context), hexRow(vscode.l10n.t('SHA-256'), facts.publicKeySha256)],
		sections: rawSection(context),
	};
}

function belongsTo({ matchingKeys = [] }: FactsContext): readonly FactRow[] {
	if (matchingKeys.length === 0) return [];
	return [{ label: vscode.l10n.t('Belongs to'), values: matchingKeys.map(visible) }];
}

export function privateKeyName(facts: PrivateKeyFacts): string {
	const known = facts.keyType !== '' && facts.keyType !== 'unknown';
	if (known) return keyWords(facts);
	return facts.encrypted ? vscode.l10n.t('Encrypted key') : vscode.l10n.t('Key of unknown kind');
}

function formatWords({ format, form }: PrivateKeyFacts): string {
	const word = formatWord(format);
	switch (form) {
		case undefined:
			return word;
		case 'seed':
			return vscode.l10n.t('{0}, seed only', word);
		case 'expanded':
			return vscode.l10n.t('{0}, expanded key only', word);
		case 'both':
			return vscode.l10n.t('{0}, seed and expanded key', word);
	}
}

function formatWord(format: string): string {
	switch (format) {
		case 'pkcs8':
			return 'PKCS#8';
		case 'pkcs1':
			return 'PKCS#1';
		case 'sec1':
			return 'SEC 1';
		case 'openssh':
			return 'OpenSSH';
		case 'jwk':
			return 'JWK';
		default:
			return visible(format);
	}
}
