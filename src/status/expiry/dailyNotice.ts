import * as vscode from 'vscode';
import type { Services } from '../../services/services.js';
import type { ExpirySource } from './expirySource.js';
import { showNotice } from './noticeWords.js';

const setting = 'pki.expiry.notice';
/** Of the workspace's state: the day on which the notice was shown last. */
export const noticeDay = 'pki.expiryNotice.day';
/** What a debug session has to say comes first. */
const afterLaunchMs = 60_000;

/** Tells at most once a day what expires soon in the workspace, when all of it was read. */
export function registerDailyNotice(
	{ context, log }: Pick<Services, 'context' | 'log'>,
	source: ExpirySource,
): vscode.Disposable {
	let lastLaunch = -Infinity;
	const look = () => {
		const isBusy =
			vscode.debug.activeDebugSession !== undefined || Date.now() - lastLaunch < afterLaunchMs;
		if (source.scope !== 'workspace' || isBusy || !isOn()) return;
		const soon = source.items.filter(({ state }) => state === 'expiresSoon');
		const today = dayOf(new Date());
		if (soon.length === 0 || context.workspaceState.get<unknown>(noticeDay) === today) return;
		tell(today).catch((error: unknown) => {
			log.error(`notice: ${error instanceof Error ? error.message : String(error)}`);
		});
		async function tell(day: string): Promise<void> {
			await context.workspaceState.update(noticeDay, day);
			await showNotice(soon, source, turnOff);
		}
	};
	look();
	return vscode.Disposable.from(
		source.onDidChange(look),
		vscode.debug.onDidStartDebugSession(() => {
			lastLaunch = Date.now();
		}),
	);
}

function isOn(): boolean {
	return vscode.workspace.getConfiguration().get<unknown>(setting) !== false;
}

async function turnOff(): Promise<void> {
	const { Global } = vscode.ConfigurationTarget;
	await vscode.workspace.getConfiguration().update(setting, false, Global);
}

/** `2026-11-26`, where the user is. */
function dayOf(now: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
