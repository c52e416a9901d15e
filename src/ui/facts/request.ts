import * as vscode from 'vscode';
import { distinguishedName } from '../distinguishedName.js';
import type { RequestFacts } from '../../core/x509/model.js';
import { extensionSection, hexRow, keyRow, nameValues, problemRows, rawSection } from './common.js';
import type { FactsContext, FactsView } from './model.js';
import { visible } from './text.js';
import { usageLines } from './usages.js';

/** A certificate request (PKCS#10, RFC 2986): what somebody asks an authority to sign. */
export function requestView(facts: RequestFacts, context: FactsContext): FactsView {
	const asksForUse =
		facts.isCa || facts.extendedKeyUsage.length > 0
			? usageLines(facts)
			: [vscode.l10n.t('Left to whoever signs it')];
	const names = nameValues(facts.subjectAltNames);
	return {
		kind: vscode.l10n.t('Certificate request'),
		name: visible(facts.name),
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
			hexRow(vscode.l10n.t('Public key SHA-256'), facts.publicKeySha256),
			...problemRows(facts.problems, facts.extensions),
		],
		sections: [...extensionSection(facts.extensions), ...rawSection(context)],
	};
}
