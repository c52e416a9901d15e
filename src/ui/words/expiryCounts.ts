import * as vscode from 'vscode';
import type { ExpiryItem } from '../../services/ports/expiry.js';

/** `2 expired, 1 expiring`: each kind that there is, the gravest first. */
export function countWords(items: readonly Pick<ExpiryItem, 'kind' | 'state'>[]): string {
	const count = (wanted: ExpiryItem['state'], kind?: ExpiryItem['kind']) =>
		items.filter((item) => item.state === wanted && (kind === undefined || item.kind === kind))
			.length;
	const parts: readonly (readonly [number, (many: number) => string])[] = [
		[count('expired', 'certificate'), (many) => vscode.l10n.t('{0} expired', many)],
		[
			count('expired', 'crl'),
			(many) =>
				many === 1
					? vscode.l10n.t('1 CRL out of date')
					: vscode.l10n.t('{0} CRLs out of date', many),
		],
		[count('contradictory'), (many) => vscode.l10n.t('{0} with contradictory dates', many)],
		[count('expiresSoon'), (many) => vscode.l10n.t('{0} expiring', many)],
		[count('notYetValid'), (many) => vscode.l10n.t('{0} not valid yet', many)],
	];
	return parts.flatMap(([many, words]) => (many === 0 ? [] : words(many))).join(', ');
}
