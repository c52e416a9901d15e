import * as vscode from 'vscode';
import { distinguishedName } from '../distinguishedName.js';
import type { CrlFacts, RevokedEntry } from '../../core/x509/model.js';
import { exactTime, relativeTime } from '../words.js';
import { extensionSection, problemRows, rawSection, validityView } from './common.js';
import type { FactRow, FactsContext, FactSection, FactsView, VerdictView } from './model.js';
import { colonHex, count, decimal, visible } from './text.js';

/** More rows make the view slow and nobody reads them; the number above the table is the true one. */
const shownEntries = 1000;

/** A certificate revocation list (RFC 5280, 5). */
export function crlView(facts: CrlFacts, context: FactsContext): FactsView {
	const validity = validityView(facts.thisUpdate, facts.nextUpdate, context.now);
	return {
		kind: isDelta(facts)
			? vscode.l10n.t('Delta CRL')
			: vscode.l10n.t('Certificate revocation list'),
		name: distinguishedName(facts.issuer),
		verdict: currency(facts, context.now),
		...(validity ? { validity } : {}),
		rows: [
			...countRows(facts),
			{
				label: vscode.l10n.t('Number'),
				values: [facts.crlNumber === undefined ? vscode.l10n.t('none') : decimal(facts.crlNumber)],
			},
			{
				label: vscode.l10n.t('Issued'),
				values: [facts.thisUpdate === undefined ? unreadTime() : exactTime(facts.thisUpdate)],
			},
			{ label: vscode.l10n.t('Signed with'), values: [visible(facts.signatureAlgorithm)] },
			...problemRows(facts.problems, facts.extensions),
		],
		sections: [
			...revokedSection(facts),
			...extensionSection(facts.extensions),
			...rawSection(context),
		],
	};
}

function isDelta({ baseCrlNumber }: CrlFacts): boolean {
	return baseCrlNumber !== undefined;
}

/** A delta CRL alone does not say what is not revoked (RFC 5280, 5.2.4). */
function countRows({ baseCrlNumber, revokedCount }: CrlFacts): readonly FactRow[] {
	if (baseCrlNumber === undefined) {
		return [{ label: vscode.l10n.t('Revoked'), values: [count(revokedCount)] }];
	}
	return [
		{
			label: vscode.l10n.t('Changes'),
			values: [
				vscode.l10n.t('{0} since CRL number {1}', count(revokedCount), decimal(baseCrlNumber)),
			],
			note: vscode.l10n.t('A certificate that is not listed here may be revoked by that CRL.'),
		},
	];
}

/** A list past its next update is refused by clients that check it. */
function currency(facts: CrlFacts, now: Date): VerdictView {
	const next = facts.nextUpdate;
	if (next === undefined) {
		return { verdict: 'unknown', words: vscode.l10n.t('Names no next update'), exact: '' };
	}
	const relative = relativeTime(next, now);
	return Date.parse(next) <= now.getTime()
		? {
				verdict: 'expired',
				words: vscode.l10n.t('Out of date · next update was due {0}', relative),
				exact: exactTime(next),
			}
		: {
				verdict: 'valid',
				words: vscode.l10n.t('Current · next update {0}', relative),
				exact: exactTime(next),
			};
}

function revokedSection(facts: CrlFacts): readonly FactSection[] {
	if (facts.revokedCount === 0) return [];
	const shown = facts.revoked.slice(0, shownEntries);
	const caption =
		shown.length < facts.revokedCount
			? vscode.l10n.t('The first {0} of {1}', count(shown.length), count(facts.revokedCount))
			: vscode.l10n.t('All {0}', count(shown.length));
	return [
		{
			id: 'revoked',
			title: isDelta(facts)
				? vscode.l10n.t('Changes ({0})', count(facts.revokedCount))
				: vscode.l10n.t('Revoked certificates ({0})', count(facts.revokedCount)),
			parts: [
				{
					kind: 'table',
					caption,
					columns: [
						vscode.l10n.t('Serial number'),
						isDelta(facts) ? vscode.l10n.t('Changed') : vscode.l10n.t('Revoked'),
						vscode.l10n.t('Reason'),
					],
					rows: shown.map((entry) => [
						colonHex(entry.serialNumber),
						entry.revokedAt === undefined ? unreadTime() : exactTime(entry.revokedAt),
						reasonWords(entry),
					]),
				},
			],
		},
	];
}

/** RFC 5280, 5.3.1. */
function reasonWords({ reason }: RevokedEntry): string {
	switch (reason) {
		case undefined:
			return vscode.l10n.t('not given');
		case 'unspecified':
			return vscode.l10n.t('unspecified');
		case 'keyCompromise':
			return vscode.l10n.t('key compromised');
		case 'cACompromise':
		case 'caCompromise':
			return vscode.l10n.t('authority’s key compromised');
		case 'affiliationChanged':
			return vscode.l10n.t('affiliation changed');
		case 'superseded':
			return vscode.l10n.t('superseded');
		case 'cessationOfOperation':
			return vscode.l10n.t('no longer in use');
		case 'certificateHold':
			return vscode.l10n.t('on hold; may become valid again');
		case 'removeFromCRL':
		case 'removeFromCrl':
			return vscode.l10n.t('removed: no longer revoked');
		case 'privilegeWithdrawn':
			return vscode.l10n.t('privilege withdrawn');
		default:
			return visible(reason);
	}
}

function unreadTime(): string {
	return vscode.l10n.t('a time that cannot be read');
}
