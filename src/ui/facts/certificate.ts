import * as vscode from 'vscode';
import { distinguishedName, shortName } from '../words/distinguishedName.js';
import type { CertificateFacts } from '../../core/x509/model.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { verdictOf } from '../../core/x509/verdict.js';
import { checkWords, exactTime, verdictWords } from '../words/words.js';
import {
	extensionSection,
	hexRow,
	keyRow,
	nameValues,
	problemRows,
	rawSection,
	validityView,
} from './common.js';
import type { FactRow, FactSection, FactsContext, FactsView, VerdictView } from './model.js';
import { revocationReason } from './revocationReasons.js';
import { sentenceCase, visible, visibleStart } from './text.js';
import { usageLines } from './usages.js';

export function certificateView(facts: CertificateFacts, context: FactsContext): FactsView {
	const validity = validityView(facts.notBefore, facts.notAfter, context.now);
	return {
		kind: vscode.l10n.t('Certificate'),
		name: visibleStart(spokenName(facts)),
		verdict: verdictLine(facts, context),
		...(validity ? { validity } : {}),
		rows: [
			...reasonRow(context),
			namesRow(facts),
			{ label: vscode.l10n.t('For'), values: usageLines(facts) },
			issuerRow(facts, context),
			keyRow(facts, context),
			hexRow(vscode.l10n.t('Serial number'), facts.serialNumber),
			hexRow(vscode.l10n.t('SHA-256'), facts.sha256Fingerprint),
			...problemRows(facts.problems, facts.extensions),
		],
		sections: [
			...chainSection(context),
			identitySection(facts),
			...extensionSection(facts.extensions),
			...rawSection(context),
		],
	};
}

/** Good dates alone read as trusted, so beside them stands what was not checked. */
function verdictLine(facts: CertificateFacts, context: FactsContext): VerdictView {
	const { now, threshold, revokedAt, checks } = context;
	const verdict = verdictOf({ ...facts, revoked: revokedAt !== undefined }, now, threshold);
	const view = verdictWords(verdict, { ...facts, revokedAt }, now);
	const checked = checkWords(verdict, checks ?? { signature: 'unknown', revocation: false });
	return checked === undefined ? view : { ...view, checks: checked };
}

function reasonRow({ revokedAt, revocationReason: reason }: FactsContext): readonly FactRow[] {
	if (revokedAt === undefined || reason === undefined) return [];
	return [{ label: vscode.l10n.t('Reason'), values: [sentenceCase(revocationReason(reason))] }];
}

function namesRow(facts: CertificateFacts): FactRow {
	const label = vscode.l10n.t('Names');
	if (facts.subjectAltNames.length > 0) return { label, values: nameValues(facts.subjectAltNames) };
	return {
		label,
		values: [],
		note: facts.isCa
			? vscode.l10n.t('None, as usual for a CA')
			: vscode.l10n.t('No subject alternative names: clients check these, not the common name'),
		...(facts.isCa ? {} : { tone: 'warning' as const }),
	};
}

function issuerRow(facts: CertificateFacts, context: FactsContext): FactRow {
	const label = vscode.l10n.t('Issuer');
	if (facts.subject === facts.issuer) return { label, values: [vscode.l10n.t('Itself (root)')] };
	const known = context.issuers ?? [];
	const path =
		known.length > 0
			? known.map((issuer) => visibleStart(spokenName(issuer)))
			: [shortName(facts.issuer)];
	return { label, values: [path.join(' → ')] };
}

function identitySection(facts: CertificateFacts): FactSection {
	const rows: FactRow[] = [
		{
			label: vscode.l10n.t('Subject'),
			values: [distinguishedName(facts.subject)],
			copy: facts.subject,
		},
		{
			label: vscode.l10n.t('Issuer'),
			values: [distinguishedName(facts.issuer)],
			copy: facts.issuer,
		},
		{
			label: vscode.l10n.t('Valid'),
			values: [
				vscode.l10n.t('from {0}', timeOrUnread(facts.notBefore)),
				vscode.l10n.t('to {0}', timeOrUnread(facts.notAfter)),
			],
		},
		{ label: vscode.l10n.t('Signed with'), values: [visible(facts.signatureAlgorithm)] },
		{ label: vscode.l10n.t('Version'), values: [String(facts.version)] },
		hexRow(vscode.l10n.t('SHA-1'), facts.sha1Fingerprint),
		hexRow(vscode.l10n.t('Public key SHA-256'), facts.publicKeySha256),
	];
	return {
		id: 'identity',
		title: vscode.l10n.t('Subject and issuer'),
		parts: [{ kind: 'rows', rows }],
	};
}

function timeOrUnread(iso: string | undefined): string {
	return iso === undefined ? vscode.l10n.t('an unreadable time') : exactTime(iso);
}

function chainSection({ chain }: FactsContext): readonly FactSection[] {
	return chain ? [{ id: 'chain', title: vscode.l10n.t('Chain'), parts: [chain] }] : [];
}
