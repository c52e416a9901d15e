/** A CA that was made elsewhere: found, chosen or named in options, and read with its key. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { ExistingCa } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { readPemListFacts } from '../../core/x509/certificate.js';
import { environment } from '../../services/environment.js';
import { readBounded } from '../../services/files/files.js';
import { isMissing } from '../../services/files/sameFile.js';
import { askOnce, type Frame } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandInput } from '../command.js';
import {
	badOption,
	fileWords,
	optionalFile,
	optionalString,
	type Options,
} from '../input/options.js';
import { type CaPlace, caPlaces } from './caPlaces.js';

/** A CA that passed every check, and what a person should know of it. */
export interface CheckedCa {
	readonly existing: ExistingCa;
	readonly name: string;
	/** Its own key signs certificates, so a copy of it is kept. */
	readonly signsItself: boolean;
}

type CaFiles = Pick<CaPlace, 'certificates' | 'key'>;
type CaItem = vscode.QuickPickItem & { readonly files: () => Promise<CaFiles | undefined> };

/** From the options, else asked; undefined: a new root is to be made. Rejects with `cancelled` and as the backend does. */
export async function settleExistingCa(
	{ options, interactive }: CommandInput,
	title: string,
): Promise<CheckedCa | undefined> {
	const files = filesFrom(options) ?? (interactive ? await ask(title) : undefined);
	if (!files) return undefined;
	const existing = await readFiles(files);
	const given = optionalString(options, 'password');
	if (given !== undefined || !interactive) return check({ ...existing, password: given });
	return checkWithPassword(existing, title);
}

function filesFrom(options: Options): CaFiles | undefined {
	const certificate = optionalFile(options, 'certificate');
	const key = optionalFile(options, 'key');
	if (certificate === undefined && key === undefined) return undefined;
	if (certificate === undefined) throw badOption('certificate', fileWords);
	if (key === undefined) throw badOption('key', fileWords);
	return { certificates: [certificate], key };
}

async function ask(title: string): Promise<CaFiles | undefined> {
	const items: readonly CaItem[] = [
		{
			label: vscode.l10n.t('Create a new root'),
			iconPath: new vscode.ThemeIcon('add'),
			files: () => Promise.resolve(undefined),
		},
		...(await found()),
		{
			label: vscode.l10n.t('Choose files…'),
			description: vscode.l10n.t('certificate and private key of a CA'),
			iconPath: new vscode.ThemeIcon('folder-opened'),
			files: () => chooseFiles(title),
		},
	];
	const prompt = vscode.l10n.t('Create a new root, or use a CA that is already on this machine');
	const chosen = await askOnce(title, (frame) => frame.pick({ prompt, items }));
	return chosen.files();
}

async function found(): Promise<readonly CaItem[]> {
	const { platform } = process;
	const places = caPlaces({
		platform,
		home: homedir(),
		variable: (name) => environment.variable(name),
	});
	const items = await Promise.all(
		places.map(async (files): Promise<CaItem | undefined> => {
			const [certificate = '', ...above] = files.certificates;
			const all = [certificate, ...above, files.key];
			if ((await Promise.all(all.map(isMissing))).includes(true)) return undefined;
			return {
				label: await nameIn(certificate),
				description: files.program,
				detail: plainText(certificate),
				iconPath: new vscode.ThemeIcon('shield'),
				files: () => Promise.resolve(files),
			};
		}),
	);
	return items.filter((item) => item !== undefined);
}

/** What is wrong with a file is said when it is chosen. */
async function nameIn(certificate: string): Promise<string> {
	const file = await readBounded(certificate).catch(() => undefined);
	return plainText(readPemListFacts(file?.bytes.toString('latin1') ?? '')?.name ?? certificate);
}

async function chooseFiles(title: string): Promise<CaFiles> {
	const choose = async (openLabel: string, dialogTitle: string) => {
		const options = { title: `${title}: ${dialogTitle}`, openLabel, canSelectMany: false };
		const [chosen] = (await vscode.window.showOpenDialog(options)) ?? [];
		if (!chosen) throw new PkiError('cancelled');
		return optionalFile({ file: chosen }, 'file') ?? '';
	};
	const certificate = await choose(
		vscode.l10n.t('Use Certificate'),
		vscode.l10n.t('certificate of the CA'),
	);
	const key = await choose(
		vscode.l10n.t('Use Private Key'),
		vscode.l10n.t('private key of the CA'),
	);
	return { certificates: [certificate], key };
}

async function readFiles({ certificates, key }: CaFiles): Promise<ExistingCa> {
	const read = await Promise.all(certificates.map(async (file) => (await readBounded(file)).bytes));
	const newline = Buffer.from('\n');
	const [first = newline, ...above] = read;
	return {
		// DER is one object: nothing may stand around it.
		certificate: Buffer.concat([first, ...above.flatMap((bytes) => [newline, bytes])]),
		key: (await readBounded(key)).bytes,
	};
}

async function check(existing: ExistingCa): Promise<CheckedCa> {
	const { readExistingCa } = await import('../../core/backends/localCa/existingCa.js');
	const { ca, mayHaveIntermediate } = await readExistingCa(existing, new Date());
	return { existing, name: ca.facts.name, signsItself: !mayHaveIntermediate };
}

/** Asks for the password where the key has one, until it is right. */
async function checkWithPassword(existing: ExistingCa, title: string): Promise<CheckedCa> {
	const { isKeyEncrypted } = await import('../../core/backends/localCa/existingCa.js');
	if (!isKeyEncrypted(existing.key)) return check(existing);
	let prompt = vscode.l10n.t('Password of the CA’s private key. It is used once and not stored');
	for (;;) {
		const password = await askOnce(title, (frame) => askPassword(frame, prompt));
		try {
			return await check({ ...existing, password });
		} catch (error) {
			if (!isPkiError(error, 'invalid') || error.reason !== 'keyPasswordWrong') throw error;
			prompt = vscode.l10n.t('Wrong password. Password of the CA’s private key');
		}
	}
}

function askPassword(frame: Frame, prompt: string): Promise<string> {
	const validate = (typed: string) =>
		typed === '' ? vscode.l10n.t('Enter the password') : undefined;
	return frame.text({ prompt, password: true, validate });
}
