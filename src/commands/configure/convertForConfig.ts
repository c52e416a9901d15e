/** Makes the file that a target needs: a key store, one PEM file with all, or an unencrypted PKCS #8 key. */
import { access } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { convert } from '../../core/convert/convert.js';
import { keyAsPem } from '../../core/convert/targets/keys.js';
import {
	certificatePem,
	privateKeyOf,
	privateKeyPem,
	sentChain,
} from '../../core/diagnostics/clientConfig/material.js';
import { convertedPath, type Need } from '../../core/snippets/converted.js';
import { onFile } from '../../services/files/fileErrors.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { sayDone } from '../../ui/output.js';
import { plainText } from '../../ui/words/plainText.js';
import { readContents } from '../../ui/contents.js';
import { askNewPassword } from '../convert/questions.js';
import { readSources } from '../convert/sources.js';
import { folderWords } from '../input/folders.js';
import type { ConfigAnswers } from './answers.js';
import type { BuiltConfig } from './buildConfig.js';
import { expectedKey, findSiblings } from './materialFiles.js';

type Files = BuiltConfig['files'];

interface Place {
	readonly file: string;
	readonly overwrite: boolean;
}

type Item = vscode.QuickPickItem & { readonly choose: () => Promise<string | undefined> };

/** Answers the file that the text is to name; undefined where none is made now. Rejects with `cancelled`. */
export async function askConversion(
	need: Need,
	answers: ConfigAnswers,
	files: Files,
): Promise<string | undefined> {
	const keyFile = answers.key ?? (await findSiblings(answers.certificate)).key;
	const original =
		need === 'pkcs8' ? (keyFile ?? expectedKey(answers.certificate)) : answers.certificate;
	const usual = convertedPath(need, original);
	const name = plainText(path.basename(usual), 80);
	const make = (place: Place) => makeFile(need, { answers, files, keyFile }, place);
	const isThere = await access(usual).then(
		() => true,
		() => false,
	);
	const beside: Item = isThere
		? {
				label: vscode.l10n.t('Use {0}', name),
				detail: vscode.l10n.t('The file exists and stays as it is'),
				iconPath: new vscode.ThemeIcon('file'),
				choose: () => Promise.resolve(usual),
			}
		: {
				label: vscode.l10n.t('Create {0}', name),
				detail: vscode.l10n.t('In {0}, readable only by you', folderWords(path.dirname(usual))),
				iconPath: new vscode.ThemeIcon('new-file'),
				choose: () => make({ file: usual, overwrite: false }),
			};
	const elsewhere: Item = {
		label: vscode.l10n.t('Create elsewhere…'),
		iconPath: new vscode.ThemeIcon('folder-opened'),
		choose: async () => make({ file: await askPlace(usual), overwrite: true }),
	};
	const later: Item = {
		label: vscode.l10n.t('Continue without the file'),
		detail: vscode.l10n.t('The configuration works once {0} exists', name),
		iconPath: new vscode.ThemeIcon('arrow-right'),
		choose: () => Promise.resolve(undefined),
	};
	// Nothing is written in Restricted Mode.
	const makes = vscode.workspace.isTrusted ? [beside, elsewhere] : isThere ? [beside] : [];
	const title = vscode.l10n.t('Client configuration');
	const items = [...makes, later];
	const chosen = await askOnce(title, (frame) => frame.pick({ prompt: promptFor(need), items }));
	return chosen.choose();
}

function promptFor(need: Need): string {
	switch (need) {
		case 'pkcs12':
			return vscode.l10n.t('This target needs a PKCS #12 key store');
		case 'combinedPem':
			return vscode.l10n.t('This target needs certificate, chain and private key in one PEM file');
		case 'pkcs8':
			return vscode.l10n.t('This target needs the private key as unencrypted PKCS #8');
	}
}

/** The dialog itself asks before it answers an existing file. */
async function askPlace(usual: string): Promise<string> {
	const chosen = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Save Converted File'),
		defaultUri: vscode.Uri.file(usual),
	});
	if (!chosen) throw new PkiError('cancelled');
	if (chosen.scheme === 'file') return chosen.fsPath;
	const args = { name: 'file', scheme: chosen.scheme };
	throw new PkiError('unsupported', { reason: 'notLocalFile', args });
}

interface Originals {
	readonly answers: ConfigAnswers;
	readonly files: Files;
	readonly keyFile: string | undefined;
}

/** 0600, all or nothing. Rejects with `exists` where a file came into being meanwhile. */
async function makeFile(
	need: Need,
	originals: Originals,
	{ file, overwrite }: Place,
): Promise<string> {
	const content = await contentFor(need, originals);
	const write = { path: file, content, mode: 0o600 };
	await onFile(file, () => writeFilesAtomically([write], { overwrite }));
	sayDone(vscode.l10n.t('Saved {0}', plainText(path.basename(file), 80)));
	return file;
}

async function contentFor(need: Need, originals: Originals): Promise<string | Uint8Array> {
	switch (need) {
		case 'combinedPem':
			return combinedPem(originals.files);
		case 'pkcs12': {
			const { material } = await openedSources(originals);
			const wish = { newPassword: await askNewPassword(), withKey: true };
			const [made] = await convert(material, 'pkcs12', wish);
			if (!made) throw new PkiError('unexpected', { reason: 'conversionDiffers' });
			return made.content;
		}
		case 'pkcs8': {
			const { material } = await openedSources(originals);
			const [key] = material.keys;
			if (!key) throw new PkiError('invalid', { reason: 'noKey' });
			if (key.facts.encrypted) await confirmUnencrypted();
			return keyAsPem(key, undefined);
		}
	}
}

/** In the order in which servers read it; an encrypted key stays encrypted. */
function combinedPem({ certificate, chain, key }: Files): string {
	const block = key && privateKeyOf(key);
	if (!key || !block) throw new PkiError('invalid', { reason: 'noKey' });
	const sent = sentChain({ certificate: chain ?? certificate, key });
	return certificatePem(sent) + privateKeyPem(key, block);
}

/** Asks for the password of an encrypted key. */
async function openedSources({ answers, files, keyFile }: Originals) {
	const certificate = await contentOf(answers, files);
	return readSources(
		{
			contents: [certificate],
			keyFile,
			...{ entry: undefined, password: undefined, keyPassword: undefined },
		},
		true,
		{ opensKeys: true },
	);
}

async function contentOf({ certificate }: ConfigAnswers, { chain }: Files) {
	const file = chain === undefined ? certificate : (await findSiblings(certificate)).chain;
	const uri = vscode.Uri.file(file ?? certificate);
	return { title: path.basename(uri.fsPath), content: await readContents(uri), uri };
}

async function confirmUnencrypted(): Promise<void> {
	await confirmLoss(vscode.l10n.t('Write the private key without a password?'), {
		detail: vscode.l10n.t('Anyone who can read the file can use the key.'),
		keep: vscode.l10n.t('Do Not Write'),
		actions: [vscode.l10n.t('Write Unencrypted')],
	});
}
