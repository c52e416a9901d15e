import * as vscode from 'vscode';
import { ctLogName } from '../../core/x509/extensions/ctLogs.js';
import { exactTime } from '../words/words.js';
import { visible } from './text.js';

/** A timestamp's line (`<log id> <time> <signature algorithm>`), with the log's name first where it is known. */
export function timestampWords(line: string): string {
	const [, logId, time, algorithm] = /^([0-9a-f]{64}) (\d{4}-\S+) (\S+)$/.exec(line) ?? [];
	if (logId === undefined || time === undefined || algorithm === undefined) return visible(line);
	const name = ctLogName(logId);
	const rest = [exactTime(time), vscode.l10n.t('signed with {0}', visible(algorithm))];
	return name === undefined
		? [vscode.l10n.t('Log {0}', logId), ...rest].join(' · ')
		: [name, ...rest, vscode.l10n.t('log ID {0}', logId)].join(' · ');
}
