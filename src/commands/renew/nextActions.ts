/** What comes after a renewal. */
import { rm, rmdir } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isSystemError, onFile } from '../../services/files/fileErrors.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import { sayDone } from '../../ui/output.js';
import { pathWords } from './confirm.js';
import type { Rotated } from './perform.js';

type NextId = 'revoke' | 'deleteOld';

export interface NextAction {
	readonly id: NextId;
	readonly label: string;
}

/** Buttons of the notification and of the report. */
export function nextActions(done: readonly Rotated[]): readonly NextAction[] {
	const [only] = done;
	const canRevoke = done.length === 1 && only?.plan.target.client.revoke !== undefined;
	return [
		...(canRevoke
			? [{ id: 'revoke', label: vscode.l10n.t('Revoke Old Certificate…') } as const]
			: []),
		{ id: 'deleteOld', label: vscode.l10n.t('Delete Old Files…') },
	];
}

/** Unknown ids do nothing. Rejects with `cancelled`. */
export async function runNext(id: string, done: readonly Rotated[]): Promise<void> {
	const [only] = done;
	if (id === 'revoke' && only) await revokeOld(only);
	if (id === 'deleteOld') await deleteBackups(done);
}

async function revokeOld({ plan }: Rotated): Promise<void> {
	const { connection, mount } = plan.target;
	const { serialNumber, name } = plan.set.old.leaf.facts;
	const place = { connection: connection.id, mount, serialNumber, name };
	await vscode.commands.executeCommand('pki.revokeCertificate', forPerson(place));
}

/** Rejects with `cancelled`. */
async function deleteBackups(done: readonly Rotated[]): Promise<void> {
	const backups = done.flatMap(({ swapped }) => swapped.backups.map(({ backup }) => backup));
	await confirmLoss(vscode.l10n.t('Delete the old files ({0})?', backups.length), {
		detail: backups.map(pathWords).join('\n'),
		keep: vscode.l10n.t('Keep Files'),
		actions: [vscode.l10n.t('Delete')],
	});
	for (const backup of backups) await onFile(backup, () => rm(backup, { force: true }));
	// The folder that a link led to is empty then, unless it held something else.
	for (const { swapped } of done) {
		if (swapped.link === undefined) continue;
		for (const folder of new Set(swapped.backups.map(({ backup }) => path.dirname(backup)))) {
			await onFile(folder, () => rmdir(folder).catch(unlessFull));
		}
	}
	sayDone(vscode.l10n.t('Old files deleted'));
}

function unlessFull(error: unknown): void {
	if (!isSystemError(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
}
