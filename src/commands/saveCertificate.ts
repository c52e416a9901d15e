import * as vscode from 'vscode';
import type { CommandContext, CommandInput } from './command.js';
import { writeFilesAtomically } from '../services/files.js';
import { readChosen } from './shared/chosenCertificate.js';
import { fileNameFor } from './shared/fileNames.js';
import { defaultFolders, requireTrust } from './shared/folders.js';
import { askOnce } from '../ui/wizard.js';

/** `pki.saveCertificate`: the certificate, or it and its chain, as PEM where the user says. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	requireTrust();
	const chosen = await readChosen(context, input.options);
	const one = {
		label: vscode.l10n.t('Certificate'),
		ending: '.crt',
		pem: [chosen.record.certificatePem],
	};
	const chain = {
		label: vscode.l10n.t('Certificate and chain'),
		ending: '.fullchain.crt',
		pem: [chosen.record.certificatePem, ...chosen.record.chainPem],
	};
	const what = await askOnce(vscode.l10n.t('Save Certificate'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('What should be saved?'), items: [one, chain] }),
	);
	const [folder = ''] = defaultFolders();
	const file = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.file(`${folder}/${fileNameFor(chosen.title)}${what.ending}`),
		filters: { PEM: ['crt', 'pem'] },
	});
	if (file?.scheme !== 'file') return;
	// The dialog has asked before it names an existing file.
	await writeFilesAtomically(
		[{ path: file.fsPath, content: what.pem.map((pem) => `${pem.trim()}\n`).join('') }],
		{ overwrite: true },
	);
}
