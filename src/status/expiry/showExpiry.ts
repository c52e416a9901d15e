import * as vscode from 'vscode';
import type { Services } from '../../services/services.js';
import { registerBadges } from './badges.js';
import { registerDailyNotice } from './dailyNotice.js';
import { type CheckedExpiry, KnownExpiry } from './expirySource.js';
import { registerStatusBar } from './statusBar.js';

export function showExpiry(
	services: Pick<Services, 'context' | 'log' | 'workspace'>,
	checked: CheckedExpiry,
	onError: (error: unknown) => void,
): vscode.Disposable {
	const source = new KnownExpiry(checked, services.workspace, onError);
	return vscode.Disposable.from(
		source,
		registerStatusBar(source),
		registerBadges(source),
		registerDailyNotice(services, source),
	);
}
