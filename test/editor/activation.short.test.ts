import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

interface Manifest {
	readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('the extension in VS Code', () => {
	const extension = vscode.extensions.getExtension('pki-workbench.pki-workbench');

	it('is known and activates', async () => {
		assert.ok(extension);
		await extension.activate();
		assert.equal(extension.isActive, true);
	});

	it('registers every command that the manifest names', async () => {
		assert.ok(extension);
		const manifest = JSON.parse(
			readFileSync(join(extension.extensionPath, 'package.json'), 'utf8'),
		) as Manifest;
		const registered = new Set(await vscode.commands.getCommands(true));
		const missing = manifest.contributes.commands
			.map(({ command }) => command)
			.filter((command) => !registered.has(command));
		assert.deepEqual(missing, []);
	});
});
