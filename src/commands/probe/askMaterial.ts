/** Asks for the client certificate and the CA of the next probe. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import { expiryWords } from '../../ui/words/words.js';
import { fileWithCertificate, knownCertificates } from '../configure/knownCertificates.js';
import type { CommandContext } from '../command.js';
import { type ProbeMaterial, readProbeMaterial } from './material.js';

/** One that was issued lately or lies in the workspace, or a file. Rejects with `cancelled`, and as reading does. */
export async function askForClient(context: CommandContext): Promise<ProbeMaterial> {
	const known = await knownCertificates(
		await fileWithCertificate(context.blocks),
		context.recentFiles.list(),
		context.workspace,
	);
	const items = known.map(({ file, facts }) => ({
		label: plainText(spokenName(facts), 80),
		description: expiryWords(facts, new Date()),
		detail: vscode.workspace.asRelativePath(file),
		iconPath: new vscode.ThemeIcon('verified'),
		choose: () => Promise.resolve(vscode.Uri.file(file)),
	}));
	const browse = {
		label: vscode.l10n.t('Choose File…'),
		iconPath: new vscode.ThemeIcon('folder-opened'),
		choose: () => chooseFile(vscode.l10n.t('Use Client Certificate')),
	};
	const chosen = await askOnce(vscode.l10n.t('Client Certificate'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('Which client certificate?'), items: [...items, browse] }),
	);
	return readProbeMaterial(context, { certificate: await chosen.choose() });
}

/** Rejects with `cancelled`, and as reading does. */
export async function askForCa(context: CommandContext): Promise<ProbeMaterial> {
	return readProbeMaterial(context, { ca: await chooseFile(vscode.l10n.t('Use CA')) });
}

async function chooseFile(openLabel: string): Promise<vscode.Uri> {
	const [uri] = (await vscode.window.showOpenDialog({ openLabel, canSelectMany: false })) ?? [];
	if (!uri) throw new PkiError('cancelled');
	return uri;
}
