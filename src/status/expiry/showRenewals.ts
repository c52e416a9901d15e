import * as vscode from 'vscode';
import { createAlarm } from '../../core/common/alarm.js';
import { renewalMoment } from '../../core/rotate/renewalDue.js';
import { dueFiles } from '../../services/issued/dueFiles.js';
import type { IssuedFile, IssuedFiles } from '../../services/issued/issuedFiles.js';
import type { Services } from '../../services/services.js';
import { plainText } from '../../ui/words/plainText.js';
import { isShown, setting } from './statusBar.js';

/** For menus that offer to renew what is due. */
const dueKey = 'pki.renewalsDue';
const mostNames = 10;

/** Counts the certificates issued through the extension that have lived two thirds of their life. */
export function showRenewals({ issued, log }: Pick<Services, 'issued' | 'log'>): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('pki.renewals', vscode.StatusBarAlignment.Left, 9);
	item.name = vscode.l10n.t('Certificate Renewals');
	item.command = 'pki.renewAllDue';
	let updates = 0;
	const update = async () => {
		const own = (updates += 1);
		const now = new Date();
		const due = await dueFiles(issued, now);
		// What changed meanwhile is looked at anew.
		if (own !== updates) return;
		alarm.set(nextMoment(issued, now));
		void vscode.commands.executeCommand('setContext', dueKey, due.length > 0);
		draw(item, due);
	};
	const run = () => {
		update().catch((error: unknown) => {
			log.error(`renewals: ${error instanceof Error ? error.message : String(error)}`);
		});
	};
	const alarm = createAlarm(run);
	run();
	return vscode.Disposable.from(
		item,
		alarm,
		new vscode.Disposable(() => (updates += 1)),
		issued.onDidChange(run),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(setting)) run();
		}),
		// A machine that slept may have passed any moment, and files may be gone.
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) run();
		}),
	);
}

function draw(item: vscode.StatusBarItem, due: readonly IssuedFile[]): void {
	if (due.length === 0 || !isShown()) {
		item.hide();
		return;
	}
	const words =
		due.length === 1
			? vscode.l10n.t('1 certificate to renew')
			: vscode.l10n.t('{0} certificates to renew', due.length);
	const names = due.slice(0, mostNames).map(({ name }) => plainText(name, 80));
	item.text = `$(sync) ${words}`;
	item.tooltip = [words, ...names, vscode.l10n.t('Select to renew them.')].join('\n');
	item.accessibilityInformation = { label: `${words}: ${names.join(', ')}`, role: 'button' };
	item.show();
}

/** When the next one is due. */
function nextMoment({ files }: IssuedFiles, now: Date): number | undefined {
	const later = files.map(renewalMoment).filter((moment) => moment > now.getTime());
	return later.length === 0 ? undefined : Math.min(...later);
}
