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
	const canAskOthers = hasChain && revocation.every(({ source }) => source === 'stapled');
	const all: readonly (readonly [boolean, ProbeActionId, string, ButtonKind?])[] = [
		[true, 'again', vscode.l10n.t('Test Again'), 'primary'],
		[isRefusing, 'clientCertificate', vscode.l10n.t('Use Client Certificate…')],
		[hasChain && !report.verdict.ok, 'chooseCa', vscode.l10n.t('Use CA…')],
		[canTrust, 'trust', vscode.l10n.t('Trust as Connection’s CA…')],
		[hasChain, 'showChain', vscode.l10n.t('Show Chain')],
		[hasChain, 'saveChain', vscode.l10n.t('Save Chain…'), 'save'],
		[hasChain, 'compare', vscode.l10n.t('Compare with File…'), 'diff'],
		[canAskOthers, 'checkRevocation', vscode.l10n.t('Check Revocation…'), 'search'],
		[true, 'asMarkdown', vscode.l10n.t('Open as Markdown'), 'markdown'],
	];
	return all
		.filter(([isOffered]) => isOffered)
		.map(([, id, label, kind]) => actionOf(id, label, kind));
}

/** The likeliest one, or the codicon of a rarer one. */
type ButtonKind = 'primary' | 'save' | 'diff' | 'search' | 'markdown';

function actionOf(id: ProbeActionId, label: string, kind?: ButtonKind): ReportAction {
	if (kind === 'primary') return { id, label, primary: true };
	return { id, label, ...(kind !== undefined && { rare: kind }) };
}
