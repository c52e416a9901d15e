import * as vscode from 'vscode';
import { distinguishedName } from '../words/distinguishedName.js';
import type { CrlFacts, RevokedEntry } from '../../core/x509/model.js';
import { extensionOids } from '../../core/x509/asn1/oid.js';
import { hasEnded } from '../../core/x509/verdict.js';
import { exactTime, relativeTime } from '../words/words.js';
import { extensionSection, problemRows, rawSection, validityView } from './common.js';
import { lineWords } from './extensionLines.js';
import type { FactRow, FactsContext, FactSection, FactsView, VerdictView } from './model.js';
import { revocationReason } from './revocationReasons.js';
import { colonHex, count, decimal, visible, visibleStart } from './text.js';

/** More rows make the view slow and nobody reads them; the number above the table is the true one. */
const shownEntries = 1000;

/** A certificate revocation list (RFC 5280, 5). */
export function crlView(facts: CrlFacts, context: FactsContext): FactsView {
	const validity = validityView(facts.thisUpdate, facts.nextUpdate, context.now);
	return {
		kind: isDelta(facts)
			? vscode.l10n.t('Delta CRL')
			: vscode.l10n.t('Certificate revocation list'),
		name: visibleStart(distinguishedName(facts.issuer)),
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
			...scopeRows(facts),
			{ label: vscode.l10n.t('Signed with'), values: [visible(facts.signatureAlgorithm)] },
			...problemRows(facts.problems, facts.extensions),
		],
		sections: [
			...revokedSection(facts, context),
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
			note: vscode.l10n.t('Certificates that are not listed here may be revoked in that CRL.'),
		},
	];
}

/** A list past its next update is refused by clients that check it. */
function currency(facts: CrlFacts, now: Date): VerdictView {
	const next = facts.nextUpdate;
	if (next === undefined) {
		return { verdict: 'unknown', words: vscode.l10n.t('No next update given'), exact: '' };
	}
	const relative = relativeTime(next, now);
	return hasEnded(next, now)
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

function revokedSection(facts: CrlFacts, { entries }: FactsContext): readonly FactSection[] {
	if (facts.revokedCount === 0) return [];
	const shown = entries?.shown ?? facts.revoked.slice(0, shownEntries);
	const caption =
		!entries && shown.length < facts.revokedCount
			? vscode.l10n.t('The first {0} of {1}', count(shown.length), count(facts.revokedCount))
			: facts.revokedCount === 1
				? vscode.l10n.t('1 entry')
				: vscode.l10n.t('{0} entries', count(facts.revokedCount));
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
					...(entries && { list: entries.list }),
				},
			],
		},
	];
}

/** The reason, and what else an entry says (RFC 5280, 5.3). */
function reasonWords({ reason, invalidityDate, certificateIssuer }: RevokedEntry): string {
	return [
		revocationReason(reason),
		...(invalidityDate === undefined
			? []
			: [vscode.l10n.t('invalid since {0}', exactTime(invalidityDate))]),
		...(certificateIssuer === undefined
			? []
			: [vscode.l10n.t('issued by {0}', distinguishedName(certificateIssuer))]),
	].join('; ');
}

/** A CRL may cover a part of what its issuer issued (RFC 5280, 5.2.5): said before the entries. */
function scopeRows(facts: CrlFacts): readonly FactRow[] {
	const covers = facts.extensions
		.filter(({ oid }) => oid === extensionOids.issuingDistributionPoint)
		.flatMap(({ lines }) => lines.filter((line) => /^(only|indirect|reason:)/.test(line)))
		.map(lineWords);
	return covers.length === 0 ? [] : [{ label: vscode.l10n.t('Scope'), values: covers }];
}

function unreadTime(): string {
	return vscode.l10n.t('an unreadable time');
}
