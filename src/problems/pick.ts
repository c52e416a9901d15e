import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../services/services.js';
import { exactTime, expiryWords, verdictIcon } from '../ui/words.js';
import { visible } from '../ui/visible.js';

interface FindingItem extends vscode.QuickPickItem {
	readonly finding: Finding;
}

/** Lists the findings, the gravest and nearest first; choosing one goes to its block. */
export async function showFindings(findings: readonly Finding[]): Promise<void> {
	if (findings.length === 0) {
		const check = vscode.l10n.t('Check Expiry');
		const chosen = await vscode.window.showInformationMessage(
			vscode.l10n.t('Nothing that was checked has expired or will soon.'),
			check,
		);
		if (chosen === check) await vscode.commands.executeCommand('pki.checkExpiry');
		return;
	}
	const now = new Date();
	const chosen = await vscode.window.showQuickPick(byUrgency(findings).map(itemOf(now)), {
		title: vscode.l10n.t('Expiry findings ({0})', findings.length),
		placeHolder: vscode.l10n.t('Choose a certificate to go to it'),
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (chosen) await goTo(chosen.finding);
}

function byUrgency(findings: readonly Finding[]): readonly Finding[] {
	const rank = { expired: 0, notYetValid: 1, expiresSoon: 2 };
	return [...findings].sort(
		(a, b) => rank[a.state] - rank[b.state] || a.notAfter.localeCompare(b.notAfter),
	);
}

function itemOf(now: Date): (finding: Finding) => FindingItem {
	return (finding) => {
		const words =
			finding.state === 'notYetValid' ? vscode.l10n.t('not valid yet') : expiryWords(finding, now);
		const place = vscode.workspace.asRelativePath(finding.uri);
		return {
			finding,
			label: visible(finding.name),
			description: `${words} · ${exactTime(finding.notAfter)}`,
			detail: vscode.l10n.t('{0}, line {1}', place, finding.line + 1),
			iconPath: verdictIcon(finding.state),
		};
	};
}

/** To the BEGIN line; a DER file has no lines and no text, so its details are shown. */
async function goTo({ uri, line, endLine }: Finding): Promise<void> {
	const isText = endLine > line || path.posix.extname(uri.path).toLowerCase() === '.pem';
	if (!isText) {
		await vscode.commands.executeCommand('pki.decode', uri);
		return;
	}
	const selection = new vscode.Range(line, 0, line, 0);
	await vscode.window.showTextDocument(uri, { selection, preview: true });
}
