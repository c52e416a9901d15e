/** The last look before something is sent: names, lifetime, issuer, key and folder in one line. */
import * as vscode from 'vscode';
import type { Authority } from '../../../core/backends/contract/backend.js';
import { issuerName } from '../../../ui/words/issuerWords.js';
import { plainText } from '../../../ui/words/plainText.js';
import { durationWords } from '../../../ui/words/roleWords.js';
import { folderWords } from '../../input/folders.js';

export interface Summary {
	/** The first one is what it is called. */
	readonly names: readonly string[];
	readonly ttlSeconds?: number;
	/** What the role grants where nothing is asked for. */
	readonly standardTtlSeconds?: number;
	readonly issuer?: Authority;
	readonly key?: string;
	readonly folder?: string;
	/** What will be shorter than asked for, or refused by clients. */
	readonly advice?: string;
}

const shown = 3;

/** `“api.test”, 10.0.0.7 and 2 more · 30 days · Issuing CA · P-256 · certs/`; what is not known is left out. */
export function summaryWords(summary: Summary): string {
	const { ttlSeconds, standardTtlSeconds, issuer, key, folder, advice } = summary;
	const parts = [
		namesWords(summary.names),
		lifetimeWords(ttlSeconds, standardTtlSeconds),
		issuer && vscode.l10n.t('by {0}', plainText(issuerName(issuer).name, 60)),
		key,
		folder === undefined ? undefined : vscode.l10n.t('into {0}', folderWords(folder)),
		advice,
	];
	return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function namesWords(names: readonly string[]): string {
	const [first = '', ...others] = [...new Set(names)].map((name) => plainText(name, 80));
	const list = [vscode.l10n.t('“{0}”', first), ...others].slice(0, shown).join(', ');
	const more = others.length + 1 - shown;
	return more > 0 ? vscode.l10n.t('{0} and {1} more', list, more) : list;
}

function lifetimeWords(seconds: number | undefined, standard: number | undefined): string {
	if (seconds !== undefined) return durationWords(seconds);
	return standard === undefined || standard === 0
		? vscode.l10n.t('default lifetime')
		: vscode.l10n.t('default lifetime, {0}', durationWords(standard));
}
