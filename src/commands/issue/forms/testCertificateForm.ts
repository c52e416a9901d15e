/** The questions of *Issue Test Certificate*: one prompt for the folder, the rest behind *Customize…*. */
import * as vscode from 'vscode';
import type { CertificateUsage } from '../../../core/backends/contract/backend.js';
import { draftOf, keepDraft } from '../../../ui/ask/drafts.js';
import {
	askOnce,
	runWizard,
	type Frame,
	type PickQuestion,
	type Step,
} from '../../../ui/ask/wizard.js';
import type { TestCertificate } from './testCertificate.js';
import { fileNameFor } from '../../../core/layouts/fileNames.js';
import { browseForFolder, defaultFolders, folderWords } from '../../input/folders.js';
import { type Pkcs12Answers, pkcs12Of, pkcs12Steps } from '../../input/pkcs12Steps.js';
import { askFolder, askKeyKind, askNames, askUsage } from '../../input/formSteps.js';
import { ownFileNames } from '../../save/issuedFiles.js';
import { keyKinds } from '../../input/keyKinds.js';
import { forgetfulSentence } from '../../../ui/words/connections/secretWords.js';
import { capSentence } from './lifetime.js';
import { nameAdvice, warning } from './nameAdvice.js';

type Standard = Omit<TestCertificate, 'folder' | 'pkcs12'>;

interface Form extends Standard, Pkcs12Answers {
	readonly folder: string;
}

type FolderItem = vscode.QuickPickItem & { readonly act: () => Promise<TestCertificate> };

/** `mayForget`: a CA is made, and the secret storage may lose its key. Rejects with `cancelled` on Escape. */
export async function askTestCertificate(
	standard: Standard,
	mayForget: boolean,
): Promise<TestCertificate> {
	const title = vscode.l10n.t('Issue Test Certificate');
	// Where it failed, the form reopens with what was asked for, also where nothing was customized.
	if (draftOf(title) !== undefined) return customize(title, standard, undefined);
	const question = firstQuestion(title, standard, mayForget);
	const chosen = await askOnce(title, (frame) => frame.pick(question));
	return chosen.act();
}

/** Where to save; where the key of a CA may be lost, this is said, and a file is offered for it. */
export function firstQuestion(
	title: string,
	standard: Standard,
	mayForget: boolean,
): PickQuestion<FolderItem> {
	const prompt = firstPrompt(standard);
	return {
		prompt: mayForget ? `${prompt} ${forgetfulSentence()}` : prompt,
		items: [...folderItems(title, standard), ...(mayForget ? [keyFileItem(standard)] : [])],
	};
}

function keyFileItem(standard: Standard): FolderItem {
	return {
		label: vscode.l10n.t('Keep the CA’s private key in a file'),
		description: vscode.l10n.t('permanent; only your user can read it'),
		detail: forgetfulSentence(),
		iconPath: new vscode.ThemeIcon('key'),
		act: () => askTestCertificate({ ...standard, keysIn: 'file' }, false),
	};
}

function firstPrompt({ names, days, usage }: Standard): string {
	const question = vscode.l10n.t('{0}, valid for {1} days. Save where?', names.join(', '), days);
	const advice = daysAdvice(days, usage);
	return advice === undefined ? question : `${question} ${advice}`;
}

function folderItems(title: string, standard: Standard): readonly FolderItem[] {
	const folders = defaultFolders();
	const names = ownFileNames(fileNameFor(standard.names[0] ?? ''), true);
	return [
		...folders.map((folder) => ({
			label: folderWords(folder),
			description: folder,
			detail: [...names, 'ca.crt'].join(', '),
			iconPath: new vscode.ThemeIcon('folder'),
			act: () => Promise.resolve(kept(title, { ...standard, folder })),
		})),
		{
			label:
				folders.length === 0 ? vscode.l10n.t('Choose folder…') : vscode.l10n.t('Another folder…'),
			iconPath: new vscode.ThemeIcon('folder-opened'),
			act: async () => kept(title, { ...standard, folder: await browseForFolder(title) }),
		},
		{
			label: vscode.l10n.t('Customize…'),
			description: vscode.l10n.t('names, usage, days, key type, .p12'),
			iconPath: new vscode.ThemeIcon('settings'),
			act: () => customize(title, standard, folders[0]),
		},
	];
}

function kept(title: string, wish: Form): TestCertificate {
	keepDraft(title, wish);
	return wishOf(wish);
}

async function customize(
	title: string,
	standard: Standard,
	folder: string | undefined,
): Promise<TestCertificate> {
	return wishOf(await runWizard<Form>(title, steps, { ...standard, folder }));
}

function wishOf({ names, usage, days, keyType, keysIn, folder, ...form }: Form): TestCertificate {
	return { names, usage, days, keyType, keysIn, folder, pkcs12: pkcs12Of(form) };
}

const steps: readonly Step<Form>[] = [
	{
		fields: ['names', 'commonName'],
		ask: async (frame, { names = [], usage = 'both' }) => ({
			names: await askNames(frame, {
				prompt: vscode.l10n.t('Names: hosts, IP addresses, URIs. The first one names the files'),
				value: names,
				required: true,
				decides: 'here',
				check: (typed) => nameAdvice({ names: typed, rules: {}, usage, fields: ['altNames'] }),
			}),
		}),
	},
	{
		fields: ['usage'],
		ask: async (frame, { usage }) => ({ usage: await askUsage(frame, usage) }),
	},
	{
		fields: ['ttl', 'days'],
		ask: async (frame, { days = 30, usage }) => ({ days: await askDays(frame, days, usage) }),
	},
	{
		fields: ['key'],
		ask: async (frame, { keyType }) => ({ keyType: await askKeyKind(frame, keyKinds, keyType) }),
	},
	{
		fields: ['folder'],
		ask: async (frame, { folder }) => ({ folder: await askFolder(frame, folder) }),
	},
	...pkcs12Steps<Form>(),
];

async function askDays(
	frame: Frame,
	value: number,
	usage: CertificateUsage | undefined,
): Promise<number> {
	const text = await frame.text({
		prompt: vscode.l10n.t('Valid for how many days?'),
		value: String(value),
		validate: (typed) => {
			if (!/^\d{1,5}$/.test(typed.trim()) || Number(typed) <= 0) {
				return vscode.l10n.t('Type a number of days, 1 or more.');
			}
			const advice = daysAdvice(Number(typed), usage);
			return warning(advice === undefined ? [] : [advice]);
		},
	});
	return Number(text);
}

function daysAdvice(days: number, usage: CertificateUsage | undefined): string | undefined {
	return capSentence(days * 86_400, { usage }, new Date());
}
