/** The questions of `pki.generateClientConfig`: only what was not given, with what lies beside the certificate. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { hostOf, isAddress, parseServerName, parseServerUrl } from '../../core/x509/names/hosts.js';
import {
	certificatesOf,
	privateKeyOf,
	type MaterialFile,
} from '../../core/diagnostics/clientConfig/material.js';
import { targets } from '../../core/snippets/registry.js';
import type { Target } from '../../core/snippets/target.js';
import type { Frame, Step } from '../../ui/ask/wizard.js';
import { runWizard } from '../../ui/ask/wizard.js';
import { findSiblings, readMaterial, type Siblings } from './materialFiles.js';

export type Form = 'paths' | 'inline' | 'inlineKey';
export type Output = 'document' | 'clipboard' | 'none';

export interface ConfigAnswers {
	readonly target: Target;
	readonly variant?: string;
	readonly certificate: string;
	readonly key?: string;
	readonly ca?: string;
	readonly url: string;
	readonly serverName?: string;
	readonly form: Form;
	readonly output: Output;
}

/** What the questions know on their way: also the files that lie beside the certificate and need no question. */
interface FormState extends ConfigAnswers {
	readonly beside: Siblings;
}

/** What the last time was answered and may be offered again. */
export interface Remembered {
	readonly target?: string;
	readonly variant?: string;
	readonly url?: string;
}

/** Asks what is not in `given`; rejects with `cancelled`. */
export async function askClientConfig(
	given: Partial<ConfigAnswers>,
	remembered: Remembered,
	suggested: string | undefined,
): Promise<ConfigAnswers> {
	const known = (name: keyof ConfigAnswers) => given[name] !== undefined;
	const steps: Step<FormState>[] = [
		{ when: () => !known('target'), ask: (frame) => askTarget(frame, remembered) },
		{
			when: ({ target }) => !known('variant') && (target?.variants?.length ?? 0) > 1,
			ask: (frame, { target }) => askVariant(frame, target, remembered),
		},
		{
			when: () => !known('certificate'),
			ask: (frame, state) => askCertificate(frame, state, suggested),
		},
		{ when: ({ beside }) => !known('key') && beside?.key === undefined, ask: askKey },
		{ when: ({ beside }) => !known('ca') && beside?.ca === undefined, ask: askAuthority },
		{
			when: () => !known('url'),
			ask: (frame, state) => askUrl(frame, state, remembered),
		},
		{
			when: ({ url, target }) =>
				!known('serverName') &&
				url !== undefined &&
				isAddress(hostOf(url)) &&
				!target?.unsupported?.includes('serverName'),
			ask: askServerName,
		},
		{ when: () => !known('form'), ask: askForm },
		{ when: () => !known('output'), ask: askOutput },
	];
	const beside = given.certificate === undefined ? {} : await findSiblings(given.certificate);
	return runWizard<FormState>(vscode.l10n.t('Client configuration'), steps, {
		...given,
		key: given.key ?? beside.key,
		ca: given.ca ?? beside.ca,
		beside,
	});
}

async function askTarget(frame: Frame, { target }: Remembered): Promise<Partial<ConfigAnswers>> {
	const items = targets.map((entry) => ({
		label: entry.label,
		description: entry.family,
		iconPath: new vscode.ThemeIcon(entry.languageId === 'yaml' ? 'settings' : 'file-code'),
		target: entry,
	}));
	const active = items.find((item) => item.target.id === target);
	const chosen = await frame.pick({ prompt: vscode.l10n.t('What is it for?'), items, active });
	return { target: chosen.target };
}

async function askVariant(
	frame: Frame,
	target: Target | undefined,
	remembered: Remembered,
): Promise<Partial<ConfigAnswers>> {
	const items = (target?.variants ?? []).map(({ id, label }) => ({ label, id }));
	const active = items.find(({ id }) => id === remembered.variant);
	const { id } = await frame.pick({ prompt: vscode.l10n.t('In which form?'), items, active });
	return { variant: id };
}

async function askCertificate(
	frame: Frame,
	{ certificate: typed }: Partial<FormState>,
	suggested: string | undefined,
): Promise<Partial<FormState>> {
	const certificate = await frame.file({
		prompt: vscode.l10n.t('The client’s certificate'),
		value: typed ?? suggested ?? '',
		placeholder: '/path/to/client.crt',
		filters: certificateFilters(),
		validate: (file) =>
			checkFile(file, (material) =>
				certificatesOf(material).length > 0
					? undefined
					: vscode.l10n.t('This file holds no certificate'),
			),
	});
	const file = certificate.trim();
	const beside = await findSiblings(file);
	return { certificate: file, key: beside.key, ca: beside.ca, beside };
}

async function askKey(
	frame: Frame,
	{ key: typed }: Partial<FormState>,
): Promise<Partial<FormState>> {
	const key = await frame.file({
		prompt: vscode.l10n.t('The certificate’s private key'),
		value: typed ?? '',
		placeholder: '/path/to/client.key',
		validate: (file) =>
			checkFile(file, (material) =>
				privateKeyOf(material) ? undefined : vscode.l10n.t('This file holds no private key'),
			),
	});
	return { key: key.trim() };
}

async function askAuthority(
	frame: Frame,
	{ ca: typed }: Partial<FormState>,
): Promise<Partial<FormState>> {
	const ca = await frame.file({
		value: typed ?? '',
		prompt: vscode.l10n.t('The CA of the server’s certificate; leave empty for the usual ones'),
		placeholder: '/path/to/ca.crt',
		filters: certificateFilters(),
		validate: (file) =>
			file.trim() === ''
				? undefined
				: checkFile(file, (material) =>
						certificatesOf(material).length > 0
							? undefined
							: vscode.l10n.t('This file holds no certificate'),
					),
	});
	return { ca: ca.trim() === '' ? undefined : ca.trim() };
}

function certificateFilters(): Record<string, string[]> {
	return {
		[vscode.l10n.t('Certificates')]: ['crt', 'pem', 'cer', 'cert', 'der'],
		[vscode.l10n.t('All files')]: ['*'],
	};
}

async function checkFile(
	file: string,
	check: (material: MaterialFile) => string | undefined,
): Promise<string | undefined> {
	if (!path.isAbsolute(file.trim())) return vscode.l10n.t('Type the full path, or browse for it');
	try {
		return check(await readMaterial(file.trim()));
	} catch (error) {
		if (isPkiError(error, 'notFound')) return vscode.l10n.t('There is no such file');
		if (isPkiError(error)) return vscode.l10n.t('This file cannot be read');
		throw error;
	}
}

async function askUrl(
	frame: Frame,
	{ target, url }: Partial<ConfigAnswers>,
	remembered: Remembered,
): Promise<Partial<ConfigAnswers>> {
	const typed = await frame.text({
		prompt: vscode.l10n.t('The server’s address'),
		value: url ?? remembered.url ?? target?.exampleUrl ?? '',
		placeholder: target?.exampleUrl,
		validate: (text) => problemOf(() => parseServerUrl(text), urlProblem),
	});
	return { url: parseServerUrl(typed) };
}

function urlProblem(reason: string | undefined): string {
	if (reason === 'notHttps') return vscode.l10n.t('Client certificates need https');
	if (reason === 'urlCredentials') return vscode.l10n.t('Leave user name and password out');
	return vscode.l10n.t('This is no address; an example: https://vault.example.com:8200');
}

async function askServerName(
	frame: Frame,
	{ serverName }: Partial<ConfigAnswers>,
): Promise<Partial<ConfigAnswers>> {
	const name = await frame.text({
		prompt: vscode.l10n.t(
			'The name in the server’s certificate; leave empty if it names the IP address',
		),
		value: serverName ?? '',
		placeholder: 'vault.example.com',
		validate: (text) =>
			text.trim() === ''
				? undefined
				: problemOf(
						() => parseServerName(text),
						() => vscode.l10n.t('This is no host name'),
					),
	});
	return { serverName: name.trim() === '' ? undefined : parseServerName(name) };
}

function problemOf(
	parse: () => string,
	sentence: (reason: string | undefined) => string,
): string | undefined {
	try {
		parse();
		return undefined;
	} catch (error) {
		if (isPkiError(error, 'invalid')) return sentence(error.reason);
		throw error;
	}
}

async function askForm(
	frame: Frame,
	{ key }: Partial<ConfigAnswers>,
): Promise<Partial<ConfigAnswers>> {
	const items: (vscode.QuickPickItem & { readonly form: Form })[] = [
		{
			label: vscode.l10n.t('Paths'),
			detail: vscode.l10n.t('The client opens the files itself: nothing to change after a renewal'),
			form: 'paths',
		},
		{
			label: vscode.l10n.t('PEM inside, the key by its path'),
			detail: vscode.l10n.t(
				'Certificate and CA are in the text, the private key stays in its file',
			),
			form: 'inline',
		},
		{
			label: vscode.l10n.t('PEM inside, the private key too'),
			detail: vscode.l10n.t('Whoever reads the text has the key'),
			form: 'inlineKey',
		},
	];
	const offered = key === undefined ? items.filter(({ form }) => form !== 'inlineKey') : items;
	const { form } = await frame.pick({
		prompt: vscode.l10n.t('Paths or PEM?'),
		items: offered,
	});
	return { form };
}

async function askOutput(frame: Frame): Promise<Partial<ConfigAnswers>> {
	const items: (vscode.QuickPickItem & { readonly output: Output })[] = [
		{
			label: vscode.l10n.t('Open as a document'),
			iconPath: new vscode.ThemeIcon('go-to-file'),
			output: 'document',
		},
		{
			label: vscode.l10n.t('Copy to the clipboard'),
			iconPath: new vscode.ThemeIcon('copy'),
			output: 'clipboard',
		},
	];
	const { output } = await frame.pick({ prompt: vscode.l10n.t('Where to?'), items });
	return { output };
}
