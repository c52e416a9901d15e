import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { onFile } from '../../services/files/fileErrors.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { sayDone } from '../../ui/output.js';
import { plainText } from '../../ui/words/plainText.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificate, type ChosenCertificate } from '../input/chosenCertificate.js';
import { fileNameFor } from '../../core/layouts/fileNames.js';
import { defaultFolders, requireTrust } from '../input/folders.js';
import { optionalBoolean, optionalChoice, optionalFile, type Options } from '../input/options.js';
import { pemText } from '../../core/layouts/pemText.js';

const formats = ['pem', 'chain', 'der'] as const;
type Format = (typeof formats)[number];

const endings: Readonly<Record<Format, string>> = {
	pem: '.crt',
	chain: '.fullchain.crt',
	der: '.der',
};

/**
 * `pki.saveCertificate` `{ connection, mount, serialNumber, authority, format, file, overwrite }`: as PEM, as PEM with
 * the intermediates above it, or as DER. Answers the path. A file that exists is replaced only with `overwrite` or when the dialog asked.
 */
export async function run(
	context: CommandContext,
	{ options }: CommandInput,
): Promise<{ readonly file: string }> {
	requireTrust();
	const given = optionalFile(options, 'file');
	const format = optionalChoice(options, 'format', formats);
	const chosen = await chooseCertificate(context, options);
	const wanted = format ?? (given === undefined ? await askFormat(chosen) : 'pem');
	const file = given ?? (await askFile(chosen, wanted));
	const content = await contentOf(chosen, wanted);
	const overwrite = mayReplace(options, given);
	await onFile(file, () => writeFilesAtomically([{ path: file, content }], { overwrite }));
	sayDone(vscode.l10n.t('Saved {0}', plainText(path.basename(file))));
	return { file };
}

/** The save dialog asks before it answers an existing file. */
function mayReplace(options: Options, given: string | undefined): boolean {
	return given === undefined || optionalBoolean(options, 'overwrite') === true;
}

async function contentOf(
	{ certificatePem, chainPem }: ChosenCertificate,
	format: Format,
): Promise<string | Uint8Array> {
	if (format === 'pem') return pemText([certificatePem]);
	if (format === 'chain') {
		const { splitChain } = await import('../../core/x509/chain.js');
		return pemText([certificatePem, ...splitChain(chainPem).intermediates]);
	}
	const { firstPemDer } = await import('../../core/find/pem.js');
	const der = firstPemDer(certificatePem);
	if (!der) throw new PkiError('invalid', { reason: 'noCertificate' });
	return der;
}

async function askFormat({ chainPem }: ChosenCertificate): Promise<Format> {
	const items: readonly (vscode.QuickPickItem & { readonly format: Format })[] = [
		{ label: vscode.l10n.t('Certificate'), description: 'PEM, .crt', format: 'pem' },
		{
			label: vscode.l10n.t('Certificate and chain'),
			description: 'PEM, .fullchain.crt',
			detail: vscode.l10n.t('What servers and clients send: includes intermediates, not the root'),
			format: 'chain',
		},
		{ label: vscode.l10n.t('Certificate, binary'), description: 'DER, .der', format: 'der' },
	];
	const item = await askOnce(vscode.l10n.t('Save Certificate'), (frame) =>
		frame.pick({
			prompt: vscode.l10n.t('What should be saved?'),
			items: items.filter(({ format }) => format !== 'chain' || chainPem.length > 0),
		}),
	);
	return item.format;
}

async function askFile({ title }: ChosenCertificate, format: Format): Promise<string> {
	const name = fileNameFor(title) + endings[format];
	const [folder] = defaultFolders();
	const filters: Record<string, string[]> =
		format === 'der' ? { DER: ['der', 'cer', 'crt'] } : { PEM: ['crt', 'pem'] };
	const chosen = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Save Certificate'),
		defaultUri: vscode.Uri.file(folder === undefined ? name : path.join(folder, name)),
		filters,
	});
	if (!chosen) throw new PkiError('cancelled');
	if (chosen.scheme !== 'file') {
		const args = { name: 'file', scheme: chosen.scheme };
		throw new PkiError('unsupported', { reason: 'notLocalFile', args });
	}
	return chosen.fsPath;
}
