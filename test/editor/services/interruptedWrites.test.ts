import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { writeFilesAtomically } from '../../../src/services/files/files.js';
import { registerInterruptedWrites } from '../../../src/status/interruptedWrites.js';
import { eventually, WorkspaceFolder } from '../../support/editor.js';
import { standInServices } from '../../support/standInContext.js';

describe('a start after a crash', () => {
	it('removes the key that was being written, and notes what is written from then on', async () => {
		const folder = new WorkspaceFolder();
		const standIn = standInServices();
		const { services } = standIn;
		const notes = join(services.context.globalStorageUri.fsPath, 'writes');
		const temporary = join(folder.path, '.0123456789abcdef01234567.tmp');
		try {
			writeFileSync(temporary, 'half a key', { mode: 0o600 });
			mkdirSync(notes);
			const { pid } = spawnSync(process.execPath, ['--version']);
			const files = [{ path: join(folder.path, 'a.key'), temporary }];
			const note = { host: hostname(), pid, files, removable: [] };
			writeFileSync(join(notes, 'crashed.json'), JSON.stringify(note));
			const registration = registerInterruptedWrites(services);
			await eventually('the key to be gone', () => (existsSync(temporary) ? undefined : true));
			registration.dispose();
			let isNoted = false;
			const path = join(folder.path, 'b.key');
			await writeFilesAtomically([{ path, content: 'key' }], {
				overwrite: true,
				rename: async (from, to) => {
					const found = await vscode.workspace.fs.readDirectory(vscode.Uri.file(notes));
					isNoted = found.some(([name]) => name !== 'crashed.json');
					await vscode.workspace.fs.rename(
						vscode.Uri.file(String(from)),
						vscode.Uri.file(String(to)),
					);
				},
			});
			assert.ok(isNoted);
			assert.ok(existsSync(path));
		} finally {
			standIn.dispose();
			folder.remove();
			await vscode.commands.executeCommand('notifications.clearAll');
		}
	});

	it('completes a replacement that was ready, and says so', async () => {
		const folder = new WorkspaceFolder();
		const standIn = standInServices();
		const { services } = standIn;
		const notes = join(services.context.globalStorageUri.fsPath, 'writes');
		const [path, journal] = ['a.key', '.pki-rotation-0123456789abcdef01234567.json'].map((name) =>
			join(folder.path, name),
		);
		const temporary = join(folder.path, '.0123456789abcdef01234567.tmp');
		try {
			assert.ok(path !== undefined && journal !== undefined);
			writeFileSync(path, 'old');
			writeFileSync(temporary, 'new', { mode: 0o600 });
			const [oldHash, newHash] = ['old', 'new'].map((text) =>
				createHash('sha256').update(text).digest('hex'),
			);
			const backup = `${path}.20261126T102205Z.bak`;
			const files = [{ path, temporary, backup, oldHash, newHash }];
			writeFileSync(journal, JSON.stringify({ phase: 'swapping', files }));
			mkdirSync(notes);
			const { pid } = spawnSync(process.execPath, ['--version']);
			const note = { host: hostname(), pid, files: [], removable: [], swap: journal };
			writeFileSync(join(notes, 'crashed.json'), JSON.stringify(note));
			const registration = registerInterruptedWrites(services);
			await eventually('the journal to be gone', () => (existsSync(journal) ? undefined : true));
			registration.dispose();
			assert.equal(readFileSync(path, 'utf8'), 'new');
			assert.equal(existsSync(temporary), false);
		} finally {
			standIn.dispose();
			folder.remove();
			await vscode.commands.executeCommand('notifications.clearAll');
		}
	});
});
