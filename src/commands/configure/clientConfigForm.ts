/** The questions of `pki.generateClientConfig`: only what was not given, with what lies beside the certificate. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { privateKeyOf, sentChain } from '../../core/diagnostics/clientConfig/material.js';
import type { Side } from '../../core/diagnostics/clientConfig/warning.js';
import { mergeFormatOfFile } from '../../core/merge/merge.js';
import { targets, unsupportedBy } from '../../core/snippets/registry.js';
import type { Target } from '../../core/snippets/target.js';
import { hostOf, isAddress, parseServerUrl } from '../../core/x509/names/hosts.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import type { Frame, Step } from '../../ui/ask/wizard.js';
import { runWizard } from '../../ui/ask/wizard.js';
import type { ConfigAnswers, Form, Remembered } from './answers.js';
import { askAuthority } from './askAuthority.js';
import { askCertificate, checkFile, separator } from './clientConfigFiles.js';
import { askOptions } from './configOptions.js';
import type { Offered } from './formTypes.js';
import { problemOf, serverNameProblem, typedServerName } from './parsing.js';
import { findSiblings, onlyLeaf, readMaterial, type Siblings } from './materialFiles.js';

/** What the questions know on their way: also the files that lie beside the certificate and need no question. */
interface FormState extends ConfigAnswers {
	readonly beside: Siblings;
}

/** Asks what is not in `given`; rejects with `cancelled`. */
export async function askClientConfig(
	given: Partial<ConfigAnswers>,
	offered: Offered,
): Promise<ConfigAnswers> {
	const { remembered } = offered;
	const known = (name: keyof ConfigAnswers) => given[name] !== undefined;
	const steps: Step<FormState>[] = [
		{
			when: () => !known('target'),
			ask: async (frame) => {
				const target = await askTarget(frame, remembered, given.side);
				return { target, side: given.side ?? target.sides[0] };
			},
		},
		{
			when: ({ target }) => !known('variant') && (target?.variants?.length ?? 0) > 1,
			ask: (frame, { target }) => askVariant(frame, target, remembered),
		},
		{
			when: () => !known('certificate'),
			ask: async (frame, state) => {
				const prompt = certificatePrompt(state);
				const known = await offered.certificates();
				const answer = await askCertificate(frame, state.certificate, known, prompt);
				const beside = await filesOf(answer, offered);
				const form = given.form ?? formFor(answer.certificate);
				return { ...answer, key: beside.key, beside, form };
			},
		},
		{ when: ({ beside }) => !known('key') && beside?.key === undefined, ask: askKey },
		{
			when: ({ beside }) => !known('ca') && beside?.ca === undefined,
			ask: async (frame, { side = 'client', ca }) => ({
				ca: await askAuthority(frame, { side, ca }, offered.authorities()),
			}),
		},
		{
			when: () => !known('url'),
			ask: (frame, state) => askUrl(frame, state, remembered),
		},
		{
			when: ({ url, target, side }) =>
				!known('serverName') &&
				url !== undefined &&
				isAddress(hostOf(url)) &&
				target !== undefined &&
				!unsupportedBy(target, side ?? 'client').includes('serverName'),
			ask: askServerName,
		},
		{
			when: () => !known('form') || !known('output') || isFileMissing(given),
			ask: (frame, state) => askOptions(frame, state, { ...offered, given }),
		},
	];
	const beside =
		given.certificate === undefined
			? {}
			: await filesOf({ certificate: given.certificate }, offered);
	return runWizard<FormState>(vscode.l10n.t('Client configuration'), steps, {
		...given,
		form: given.form ?? formFor(given.certificate ?? ''),
		paths: given.paths ?? 'relative',
		output: given.output ?? remembered.output ?? 'clipboard',
		side: given.side ?? given.target?.sides[0],
		key: given.key ?? beside.key,
		ca: given.ca ?? beside.ca,
		beside,
	});
}

/** Programs read no certificate out of a YAML, JSON or `.env` file. */
function formFor(certificate: string): Form {
	return mergeFormatOfFile(path.basename(certificate)) === undefined ? 'paths' : 'inline';
}

function isFileMissing({ output, into }: Partial<ConfigAnswers>): boolean {
	return output === 'merge' && into === undefined;
}

function certificatePrompt({ side }: Partial<FormState>): string {
	return side === 'server'
		? vscode.l10n.t('Certificate of the server')
		: vscode.l10n.t('Certificate of the client');
}

type Chosen = Pick<ConfigAnswers, 'certificate' | 'leaf'>;

async function filesOf(chosen: Chosen, { workspace, ready }: Offered): Promise<Siblings> {
	const beside = await findSiblings(chosen.certificate);
	if (beside.key !== undefined) return beside;
	await ready;
	return { ...beside, key: await matchingKey(chosen, workspace) };
}

/** The file itself where the key stands beside the certificate in it, else one of the workspace. */
async function matchingKey(
	{ certificate, leaf }: Chosen,
	workspace: WorkspaceIndex,
): Promise<string | undefined> {
	const file = onlyLeaf(await readMaterial(certificate), leaf);
	if (privateKeyOf(file)) return certificate;
	const publicKey = sentChain({ certificate: file })[0]?.facts.publicKeySha256;
	if (publicKey === undefined) return undefined;
	const keys = workspace.otherHalves(publicKey, false);
	return keys.find(({ kind, uri }) => kind === 'privateKey' && uri.scheme === 'file')?.uri.fsPath;
}

type TargetItem = vscode.QuickPickItem & { readonly target?: Target };

/** By family; the last one is at hand. */
async function askTarget(
	frame: Frame,
	{ target: last }: Remembered,
	side: Side | undefined,
): Promise<Target> {
	const offered = targets.filter(({ sides }) => side === undefined || sides.includes(side));
	const items = offered.map((target) => ({
		label: target.label,
		// The search looks at it, and not at the line between the groups.
		description: target.family,
		iconPath: new vscode.ThemeIcon(target.languageId === 'yaml' ? 'settings' : 'file-code'),
		target,
	}));
	const rows = items.flatMap((item, index): readonly TargetItem[] =>
		items[index - 1]?.target.family === item.target.family
			? [item]
			: [separator(item.target.family), item],
	);
	const active: TargetItem | undefined = items.find(({ target }) => target.id === last);
	const prompt = vscode.l10n.t('Which program is it for?');
	for (;;) {
		const { target } = await frame.pick({ prompt, items: rows, ...(active && { active }) });
		if (target) return target;
	}
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
		validate: serverNameProblem,
	});
	return { serverName: typedServerName(name) };
}
