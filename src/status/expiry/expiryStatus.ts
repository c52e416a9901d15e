import * as vscode from 'vscode';
import type { Services } from '../../services/services.js';
import { registerBadges } from './badges.js';
import { registerDailyNotice } from './dailyNotice.js';
import { type CheckedExpiry, KnownExpiry } from './expirySource.js';
import { registerStatusBar } from './statusBar.js';

/** What expires, at a glance: in the status bar, in the Explorer, and once a day in a notice. */
export function registerExpiryStatus(
	services: Pick<Services, 'context' | 'log' | 'workspace'>,
	checked: CheckedExpiry,
): vscode.Disposable {
	const source = new KnownExpiry(checked, services.workspace, (error) => {
		services.log.error(`status: ${error instanceof Error ? error.message : String(error)}`);
	});
	return vscode.Disposable.from(
		source,
		registerStatusBar(source),
		registerBadges(source),
		registerDailyNotice(services, source),
	);
}
