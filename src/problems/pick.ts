import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../services/services.js';
import { exactTime, expiryWords, relativeTime, verdictIcon } from '../ui/words/words.js';
import { subjectWords } from './words.js';

interface FindingItem extends vscode.QuickPickItem {
	readonly finding: Finding;
}

/** Lists the findings, the gravest and nearest first; choosing one goes to its block. `about` says what was checked. */
export async function showFindings(findings: readonly Finding[], about?: string): Promise<void> {
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
		placeHolder: about ?? vscode.l10n.t('Choose a finding to go to it'),
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (chosen) await goTo(chosen.finding);
}

function byUrgency(findings: readonly Finding[]): readonly Finding[] {
	const rank = { expired: 0, contradictory: 1, notYetValid: 2, expiresSoon: 3 };
	return [...findings].sort(
		(a, b) => rank[a.state] - rank[b.state] || a.notAfter.localeCompare(b.notAfter),
	);
}

function itemOf(now: Date): (finding: Finding) => FindingItem {
	return (finding) => {
		const place = vscode.workspace.asRelativePath(finding.uri);
		return {
			finding,
			label: subjectWords(finding),
			description: `${stateWords(finding, now)} · ${exactTime(finding.notAfter)}`,
			detail: vscode.l10n.t('{0}, line {1}', place, finding.line + 1),
			iconPath: verdictIcon(finding.state === 'contradictory' ? 'expired' : finding.state),
		};
	};
}

function stateWords(finding: Finding, now: Date): string {
	switch (finding.state) {
		case 'contradictory':
			return vscode.l10n.t('contradictory dates');
		case 'notYetValid':
			return vscode.l10n.t('not valid yet');
		case 'expired':
			return finding.kind === 'crl'
				? vscode.l10n.t('update was due {0}', relativeTime(finding.notAfter, now))
				: expiryWords(finding, now);
		case 'expiresSoon':
			return expiryWords(finding, now);
	}
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
