import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import { hexRow } from '../../ui/facts/common.js';
import type { FactRow, FactsView } from '../../ui/facts/facts.js';
import { keyUsageWord } from '../../ui/facts/usages.js';

/**
 * The rows of the details view, with the two that a certificate has further down there. `identifiers` are those that are
 * compared or copied rather than read.
 */
export function hoverRows(
	{ facts }: KeptBlock,
	{ rows }: FactsView,
): { readonly rows: readonly FactRow[]; readonly identifiers: readonly FactRow[] } {
	const identifiers = rows.filter(({ mono }) => mono === true);
	const others = rows.filter(({ mono }) => mono !== true);
	if (facts?.kind !== 'certificate') return { rows: others, identifiers };
	const usage: FactRow = {
		label: vscode.l10n.t('Key usage'),
		values: facts.keyUsage.map(keyUsageWord),
	};
	return {
		rows: others,
		identifiers: [
			...(facts.keyUsage.length > 0 ? [usage] : []),
			...identifiers,
			hexRow(vscode.l10n.t('SHA-1'), facts.sha1Fingerprint),
		],
	};
}
