import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { offerTrust } from '../../src/commands/localCa/offerTrust.js';
import type { TrustCommand } from '../../src/commands/localCa/trustCommands.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';

describe('Trust Root', () => {
	let folder: WorkspaceFolder;
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		for (const terminal of vscode.window.terminals) terminal.dispose();
		await eventually('the end of it', () => vscode.window.terminals.length === 0 || undefined);
		folder.remove();
	});

	const root = { name: 'Lab Root', serialNumber: '4a01', certificatePem: '' };
	const file = () => join(folder.path, 'trusted.txt');
	const command = (isPrivileged?: true): TrustCommand => ({
		...{ label: 'Lab', platform: process.platform, isPrivileged, undo: 'true' },
		command: `echo trusted > '${file()}'`,
	});

	/** Accepts the first entry of each question: the only system, then *Run in Terminal*. */
	async function run(commands: readonly TrustCommand[]): Promise<vscode.Terminal> {
		const offered = offerTrust(root, commands);
		const terminal = await eventually('the terminal', () => {
			void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return vscode.window.terminals.find(({ name }) => name.includes('Lab Root'));
		});
		await offered;
		return terminal;
	}

	it('runs the command in a terminal', async () => {
		await run([command()]);
		await eventually('the command', () => existsSync(file()) || undefined);
	});

	it('types one that asks for a password, and leaves it to the user to confirm', async () => {
		const terminal = await run([command(true)]);
		assert.ok(!existsSync(file()));
		terminal.sendText('', true);
		await eventually('the command', () => existsSync(file()) || undefined);
	});
});
