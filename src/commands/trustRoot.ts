import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import { writeFilesAtomically } from '../services/files.js';
import { askOnce } from '../ui/wizard.js';
import type { CommandContext, CommandInput } from './command.js';
import { requireTrust } from './shared/folders.js';

/** `pki.trustRoot`: the command that makes this system trust the Local CA's root, to copy; no store is changed here. */
export async function run(context: CommandContext, _input: CommandInput): Promise<void> {
	requireTrust();
	const client = await context.clients.get('localCa');
	const { items } = await client.listAuthorities('local', {});
	const root = items.find((item) => item.parentId === undefined);
	if (!root) throw new PkiError('notFound', { reason: 'noAuthority' });
	const { certificatePem } = await client.readAuthority('local', root.id);
	const file = path.join(context.context.globalStorageUri.fsPath, 'pki-workbench-root.crt');
	await writeFilesAtomically([{ path: file, content: certificatePem }], { overwrite: true });
	const chosen = await askOnce(vscode.l10n.t('Trust the Root'), (frame) =>
		frame.pick({
			prompt: vscode.l10n.t('Copies the command; nothing is changed until you run it'),
			items: commandsFor(file),
		}),
	);
	await vscode.env.clipboard.writeText(chosen.detail);
	void vscode.window.showInformationMessage(
		vscode.l10n.t('Copied. Run it in a terminal; undo it the same way when you are done.'),
	);
}

function commandsFor(file: string): readonly { label: string; detail: string }[] {
	const quoted = process.platform === 'win32' ? `"${file}"` : `'${file.replaceAll("'", "'\\''")}'`;
	const all = [
		{
			on: 'linux',
			label: 'Debian, Ubuntu, Alpine',
			detail: `sudo cp ${quoted} /usr/local/share/ca-certificates/pki-workbench-root.crt && sudo update-ca-certificates`,
		},
		{ on: 'linux', label: 'Fedora, RHEL', detail: `sudo trust anchor ${quoted}` },
		{
			on: 'darwin',
			label: 'macOS',
			detail: `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${quoted}`,
		},
		{ on: 'win32', label: 'Windows', detail: `certutil -user -addstore Root ${quoted}` },
		{
			on: process.platform,
			label: 'Node.js',
			detail:
				process.platform === 'win32'
					? `setx NODE_EXTRA_CA_CERTS ${quoted}`
					: `export NODE_EXTRA_CA_CERTS=${quoted}`,
		},
	];
	return all.filter(({ on }) => on === process.platform);
}
