import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { onFile } from '../../services/files/fileErrors.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { sayDone } from '../../ui/output.js';
import { plainText } from '../../ui/words/plainText.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificates, type ChosenCertificate } from '../input/chosenCertificate.js';
import { distinctFileNames, fileNameFor } from '../../core/layouts/fileNames.js';
import { makeFolder } from '../../services/files/folders.js';
import { browseForFolder, defaultFolders, folderWords, requireTrust } from '../input/folders.js';
import { askToReplace } from './conflicts.js';
import {
	badOption,
	optionalBoolean,
	optionalChoice,
	optionalFile,
	type Options,
} from '../input/options.js';
import { pemText } from '../../core/layouts/pemText.js';

const formats = ['pem', 'chain', 'der'] as const;
type Format = (typeof formats)[number];

const endings: Readonly<Record<Format, string>> = {
	pem: '.crt',
	chain: '.fullchain.crt',
	der: '.der',
};

interface Saved {
	/** The first one. */
	readonly file: string;
	readonly files: readonly string[];
}

/**
 * `pki.saveCertificate` `{ connection, mount, serialNumber, authority, format, file, overwrite }`: as PEM, as PEM with
 * the intermediates above it, or as DER; several that are selected go into one folder (`folder`). Answers the paths. A
 * file that exists is replaced only with `overwrite` or when a person was asked.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Saved> {
	requireTrust();
	const { options } = input;
	const given = optionalFile(options, 'file');
	const format = optionalChoice(options, 'format', formats);
	const chosen = await chooseCertificates(context, input);
	if (given !== undefined && chosen.length > 1) throw badOption('file', 'folder');
	const wanted = format ?? (given === undefined ? await askFormat(chosen) : 'pem');
	const [only] = chosen;
	if (!only || chosen.length > 1) return saveSeveral(chosen, wanted, input);
	const file = given ?? (await askFile(only, wanted));
	const content = await contentOf(only, wanted);
	const overwrite = mayReplace(options, given);
	await onFile(file, () => writeFilesAtomically([{ path: file, content }], { overwrite }));
	sayDone(vscode.l10n.t('Saved {0}', plainText(path.basename(file))));
	return { file, files: [file] };
}

/** Each under its own name in one folder, all of them or none; two of one name are numbered. */
async function saveSeveral(
	chosen: readonly ChosenCertificate[],
	format: Format,
	{ options, interactive }: CommandInput,
): Promise<Saved> {
	const folder =
		optionalFile(options, 'folder') ??
		(await browseForFolder(vscode.l10n.t('Save Certificates'), defaultFolders()[0]));
	await onFile(folder, () => makeFolder(folder));
	const names = distinctFileNames(chosen.map(({ title }) => title)).map(
		(name) => name + endings[format],
	);
	let overwrite = optionalBoolean(options, 'overwrite') === true;
	if (interactive && !overwrite) overwrite = await askToReplace(folder, names);
	const files = await Promise.all(
		chosen.map(async (item, index) => ({
			path: path.join(folder, names[index] ?? ''),
			content: await contentOf(item, format),
		})),
	);
	await onFile(folder, () => writeFilesAtomically(files, { overwrite }));
	sayDone(vscode.l10n.t('{0} certificates saved in {1}', files.length, folderWords(folder)));
	const paths = files.map((file) => file.path);
	return { file: paths[0] ?? folder, files: paths };
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

async function askFormat(chosen: readonly ChosenCertificate[]): Promise<Format> {
	const hasChain = chosen.some(({ chainPem }) => chainPem.length > 0);
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
			items: items.filter(({ format }) => format !== 'chain' || hasChain),
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
