import * as vscode from 'vscode';
import { distinguishedName } from '../words/distinguishedName.js';
import type { RequestFacts } from '../../core/x509/model.js';
import { attributeSection } from './attributes.js';
import { extensionSection, hexRow, keyRow, nameValues, problemRows, rawSection } from './common.js';
import type { FactRow, FactsContext, FactsView } from './model.js';
import { visible, visibleStart } from './text.js';
import { usageLines } from './usages.js';

/** A certificate request (PKCS#10, RFC 2986): what somebody asks an authority to sign. */
export function requestView(facts: RequestFacts, context: FactsContext): FactsView {
	const asksForUse =
		facts.isCa || facts.extendedKeyUsage.length > 0
			? usageLines(facts)
			: [vscode.l10n.t('Decided by the signer')];
	const names = nameValues(facts.subjectAltNames);
	return {
		kind: vscode.l10n.t('Certificate request'),
		name: visibleStart(facts.name),
		rows: [
			{
				label: vscode.l10n.t('Names'),
				values: names,
				...(names.length === 0 ? { note: vscode.l10n.t('No subject alternative names') } : {}),
			},
			{ label: vscode.l10n.t('For'), values: asksForUse },
			{
				label: vscode.l10n.t('Subject'),
				values: [distinguishedName(facts.subject)],
				copy: facts.subject,
			},
			keyRow(facts, context),
			{ label: vscode.l10n.t('Signed with'), values: [visible(facts.signatureAlgorithm)] },
			...challengeRow(facts, context),
			hexRow(vscode.l10n.t('Public key SHA-256'), facts.publicKeySha256),
			...problemRows(facts.problems, facts.extensions),
		],
		sections: [
			...extensionSection(facts.extensions),
			...attributeSection(facts.attributes),
			...rawSection(context),
		],
	};
}

/** That there is one; the password itself is only copied. */
function challengeRow(
	facts: RequestFacts,
	{ challengePassword }: FactsContext,
): readonly FactRow[] {
	if (!facts.attributes.some(({ hidden }) => hidden === true)) return [];
	return [
		{
			label: vscode.l10n.t('Challenge password'),
			values: [vscode.l10n.t('Present, not displayed')],
			...(challengePassword === undefined ? {} : { copy: challengePassword }),
		},
	];
}
