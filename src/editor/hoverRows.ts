import * as vscode from 'vscode';
import type { KeptBlock } from '../core/decode/kept.js';
import { hexRow } from '../ui/facts/common.js';
import type { FactRow, FactsView } from '../ui/facts/facts.js';
import { keyUsageWord } from '../ui/facts/usages.js';

/** The rows of the details view, with the two that a certificate has further down there. */
export function hoverRows({ facts }: KeptBlock, { rows }: FactsView): readonly FactRow[] {
	if (facts?.kind !== 'certificate') return rows;
	const usage: FactRow = {
		label: vscode.l10n.t('Key usage'),
		values: facts.keyUsage.map(keyUsageWord),
	};
	return [
		...rows,
		...(facts.keyUsage.length > 0 ? [usage] : []),
		hexRow(vscode.l10n.t('SHA-1'), facts.sha1Fingerprint),
	];
}
