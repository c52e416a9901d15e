/** The questions of `pki.generateClientConfig`: only what was not given, with what lies beside the certificate. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { hostOf, isAddress, parseServerName, parseServerUrl } from '../../core/x509/names/hosts.js';
import { certificatesOf, privateKeyOf } from '../../core/diagnostics/clientConfig/material.js';
import { targets, unsupportedBy } from '../../core/snippets/registry.js';
import type { Side } from '../../core/diagnostics/clientConfig/warning.js';
import type { MinVersion, Target } from '../../core/snippets/target.js';
import type { Frame, Step } from '../../ui/ask/wizard.js';
import { runWizard } from '../../ui/ask/wizard.js';
import { askCertificate, certificateFilters, checkFile } from './clientConfigFiles.js';
import type { KnownCertificate } from './knownCertificates.js';
import { findSiblings, type Siblings } from './materialFiles.js';

export type Form = 'paths' | 'inline' | 'inlineKey';
export type Output = 'document' | 'clipboard' | 'none';
/** `relative`: to the folder of the workspace that a file lies in. */
export type Paths = 'relative' | 'absolute';

export interface ConfigAnswers {
	readonly target: Target;
	readonly side: Side;
	readonly variant?: string;
	readonly certificate: string;
	readonly key?: string;
	readonly ca?: string;
	readonly url: string;
	readonly serverName?: string;
	readonly form: Form;
	readonly output: Output;
	readonly paths: Paths;
	readonly minVersion?: MinVersion;
	readonly passphraseVariable?: string;
}

/** What is asked; the rest has defaults. */
export type AskedAnswers = Omit<ConfigAnswers, 'output' | 'paths' | 'side'>;

/** What the questions know on their way: also the files that lie beside the certificate and need no question. */
interface FormState extends AskedAnswers {
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
	certificates: readonly KnownCertificate[],
): Promise<AskedAnswers> {
	const known = (name: keyof ConfigAnswers) => given[name] !== undefined;
	const steps: Step<FormState>[] = [
		{ when: () => !known('target'), ask: (frame) => askTarget(frame, remembered) },
		{
			when: ({ target }) => !known('variant') && (target?.variants?.length ?? 0) > 1,
			ask: (frame, { target }) => askVariant(frame, target, remembered),
		},
		{
			when: () => !known('certificate'),
			ask: (frame, state) => askCertificate(frame, state.certificate, certificates),
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
				target !== undefined &&
				!unsupportedBy(target, given.side ?? target.sides[0]).includes('serverName'),
			ask: askServerName,
		},
		{ when: () => !known('form'), ask: askForm },
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
	const chosen = await frame.pick({
		prompt: vscode.l10n.t('Which client is it for?'),
		items,
		active,
	});
	return { target: chosen.target };
}

async function askVariant(
	frame: Frame,
	target: Target | undefined,
	remembered: Remembered,
): Promise<Partial<ConfigAnswers>> {
	const items = (target?.variants ?? []).map(({ id, label }) => ({ label, id }));
	const active = items.find(({ id }) => id === remembered.variant);
	const { id } = await frame.pick({ prompt: vscode.l10n.t('Which variant?'), items, active });
	return { variant: id };
}

async function askKey(
	frame: Frame,
	{ key: typed }: Partial<FormState>,
): Promise<Partial<FormState>> {
	const key = await frame.file({
		prompt: vscode.l10n.t('Private key of the certificate'),
		value: typed ?? '',
		placeholder: '/path/to/client.key',
		validate: (file) =>
			checkFile(file, (material) =>
				privateKeyOf(material) ? undefined : vscode.l10n.t('This file contains no private key'),
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
		prompt: vscode.l10n.t('CA of the server’s certificate (empty: the client’s default CAs)'),
		placeholder: '/path/to/ca.crt',
		filters: certificateFilters(),
		validate: (file) =>
			file.trim() === ''
				? undefined
				: checkFile(file, (material) =>
						certificatesOf(material).length > 0
							? undefined
							: vscode.l10n.t('This file contains no certificate'),
					),
	});
	return { ca: ca.trim() === '' ? undefined : ca.trim() };
}

async function askUrl(
	frame: Frame,
	{ target, url }: Partial<ConfigAnswers>,
	remembered: Remembered,
): Promise<Partial<ConfigAnswers>> {
	const typed = await frame.text({
		prompt: vscode.l10n.t('Address of the server'),
		value: url ?? remembered.url ?? target?.exampleUrl ?? '',
		placeholder: target?.exampleUrl,
		validate: (text) => problemOf(() => parseServerUrl(text), urlProblem),
	});
	return { url: parseServerUrl(typed) };
}

function urlProblem(reason: string | undefined): string {
	if (reason === 'notHttps') return vscode.l10n.t('Client certificates require https');
	if (reason === 'urlCredentials') return vscode.l10n.t('Remove the user name and password');
	return vscode.l10n.t('Enter an address such as https://vault.example.com:8200');
}

async function askServerName(
	frame: Frame,
	{ serverName }: Partial<ConfigAnswers>,
): Promise<Partial<ConfigAnswers>> {
	const name = await frame.text({
		prompt: vscode.l10n.t('Name in the server’s certificate (empty if it contains the IP address)'),
		value: serverName ?? '',
		placeholder: 'vault.example.com',
		validate: (text) =>
			text.trim() === ''
				? undefined
				: problemOf(
						() => parseServerName(text),
						() => vscode.l10n.t('Not a valid host name'),
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
			detail: vscode.l10n.t('The client reads the files. No changes needed after a renewal'),
			form: 'paths',
		},
		{
			label: vscode.l10n.t('Inline PEM, private key by path'),
			detail: vscode.l10n.t(
				'The text contains certificate and CA; the private key stays in its file',
			),
			form: 'inline',
		},
		{
			label: vscode.l10n.t('Inline PEM, including the private key'),
			detail: vscode.l10n.t('Anyone who can read the text has the key'),
			form: 'inlineKey',
		},
	];
	const offered = key === undefined ? items.filter(({ form }) => form !== 'inlineKey') : items;
	const { form } = await frame.pick({
		prompt: vscode.l10n.t('Paths or inline PEM?'),
		items: offered,
	});
	return { form };
}
