/** Which buttons a report has. */
import * as vscode from 'vscode';
import type { ReportAction } from '../../ui/report/report.js';
import type { Probed } from './runProbe.js';

export type ProbeActionId =
	| 'again'
	| 'clientCertificate'
	| 'chooseCa'
	| 'checkRevocation'
	| 'showChain'
	| 'saveChain'
	| 'trust'
	| 'compare'
	| 'asMarkdown';

export function actionsOf({ report, request, revocation }: Probed): readonly ReportAction[] {
	const hasChain = report.chain.length > 0;
	const isRefusing = report.clientCertificate.requested === true;
	const canTrust = hasChain && !report.verdict.ok && request.connection?.origin === 'saved';
	const all: readonly (readonly [boolean, ProbeActionId, string, boolean?])[] = [
		[true, 'again', vscode.l10n.t('Test Again'), true],
		[isRefusing, 'clientCertificate', vscode.l10n.t('Use Client Certificate…')],
		[hasChain && !report.verdict.ok, 'chooseCa', vscode.l10n.t('Use CA…')],
		[hasChain, 'showChain', vscode.l10n.t('Show Chain')],
		[hasChain, 'saveChain', vscode.l10n.t('Save Chain…')],
		[canTrust, 'trust', vscode.l10n.t('Trust as Connection’s CA…')],
		[hasChain, 'compare', vscode.l10n.t('Compare with File…')],
		[
			hasChain && revocation.every(({ source }) => source === 'stapled'),
			'checkRevocation',
			vscode.l10n.t('Check Revocation…'),
		],
		[true, 'asMarkdown', vscode.l10n.t('Open as Markdown')],
	];
	return all
		.filter(([isOffered]) => isOffered)
		.map(([, id, label, primary = false]) => ({ id, label, primary }));
}
