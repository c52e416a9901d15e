/** What the text is to be like: one row an option that the target has a place for, with its value. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
	defaultPassphraseVariable,
	type Side,
	type Unsupported,
} from '../../core/diagnostics/clientConfig/warning.js';
import { isVariableName } from '../../core/snippets/clientConfig.js';
import { unsupportedBy } from '../../core/snippets/registry.js';
import { minVersions } from '../../core/snippets/target.js';
import { hostOf } from '../../core/x509/names/hosts.js';
import { askBehind } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import type { ConfigAnswers, Form, Paths } from './answers.js';
import { askAuthority } from './askAuthority.js';
import { serverNameProblem, typedServerName } from './parsing.js';
import type { OptionsContext, Preview, Row } from './formTypes.js';

type Change = Partial<ConfigAnswers> | undefined;

export function optionRows(
	answers: ConfigAnswers,
	preview: Preview,
	{ authorities }: OptionsContext,
): readonly Row[] {
	const { target, side, form, ca } = answers;
	const unsupported = unsupportedBy(target, side);
	const has = (what: Unsupported) => !unsupported.includes(what);
	const isKeyEncrypted = !('problem' in preview) && preview.isKeyEncrypted;
	const asksByVariable = target.passphrase?.[side] === undefined && has('passphrase');
	const hasMaterial = has('material');
	return [
		...(target.sides.length > 1 ? [sideRow(answers)] : []),
		...(has('paths') && has('inline') && hasMaterial ? [formRow(answers)] : []),
		...(has('paths') && hasMaterial && form !== 'inlineKey' ? [pathsRow(answers)] : []),
		...(has('serverName') && side === 'client' ? [serverNameRow(answers)] : []),
		...(has('minVersion') ? [minVersionRow(answers)] : []),
		...(isKeyEncrypted && asksByVariable ? [passphraseRow(answers)] : []),
		...(has('ca') && hasMaterial
			? [
					{
						...option('ca', 'shield', vscode.l10n.t('CA'), caWords(ca)),
						choose: () =>
							ask(async (frame) => ({
								ca: await askAuthority(frame, { side, ca }, authorities()),
							})),
					},
				]
			: []),
	];
}

const ask = (question: Parameters<typeof askBehind<Change>>[1]): Promise<Change> =>
	askBehind(vscode.l10n.t('Client configuration'), question);

function option(id: string, icon: string, label: string, description: string): Row {
	return {
		id,
		label,
		description: plainText(description, 200),
		iconPath: new vscode.ThemeIcon(icon),
	};
}

type Choice<T> = vscode.QuickPickItem & { readonly value: T };

async function pickOne<T>(
	prompt: string,
	items: readonly Choice<T>[],
	current: T,
): Promise<T | undefined> {
	const active = items.find(({ value }) => value === current);
	const chosen = await askBehind(vscode.l10n.t('Client configuration'), (frame) =>
		frame.pick({ prompt, items, ...(active && { active }) }),
	);
	return chosen?.value;
}

function sideRow({ side, target }: ConfigAnswers): Row {
	const label = vscode.l10n.t('Side');
	return {
		...option('side', 'arrow-swap', label, sideWords(side)),
		choose: async () => {
			const items = target.sides.map((value) => ({ label: sideWords(value), value }));
			const value = await pickOne(vscode.l10n.t('Client or server?'), items, side);
			return value && { side: value };
		},
	};
}

function sideWords(side: Side): string {
	return side === 'client' ? vscode.l10n.t('Client') : vscode.l10n.t('Server');
}

function formRow({ form, key }: ConfigAnswers): Row {
	const items: readonly Choice<Form>[] = [
		{
			label: vscode.l10n.t('Paths'),
			detail: vscode.l10n.t('The program reads the files. No changes needed after a renewal'),
			value: 'paths',
		},
		{
			label: vscode.l10n.t('Inline PEM, private key by path'),
			detail: vscode.l10n.t(
				'The text contains certificate and CA; the private key stays in its file',
			),
			value: 'inline',
		},
		{
			label: vscode.l10n.t('Inline PEM, including the private key'),
			detail: vscode.l10n.t('Anyone who can read the text has the key'),
			value: 'inlineKey',
		},
	];
	const offered = key === undefined ? items.filter(({ value }) => value !== 'inlineKey') : items;
	const words = items.find(({ value }) => value === form)?.label ?? '';
	return {
		...option('form', 'file-symlink-file', vscode.l10n.t('Files'), words),
		choose: async () => {
			const value = await pickOne(vscode.l10n.t('Paths or inline PEM?'), offered, form);
			return value && { form: value };
		},
	};
}

function pathsRow({ paths }: ConfigAnswers): Row {
	const items: readonly Choice<Paths>[] = [
		{ label: vscode.l10n.t('Relative to the workspace folder'), value: 'relative' },
		{ label: vscode.l10n.t('Absolute'), value: 'absolute' },
	];
	const words = items.find(({ value }) => value === paths)?.label ?? '';
	return {
		...option('paths', 'folder', vscode.l10n.t('Path format'), words),
		choose: async () => {
			const value = await pickOne(vscode.l10n.t('How should paths be written?'), items, paths);
			return value && { paths: value };
		},
	};
}

function minVersionRow({ minVersion = 'TLSv1.2' }: ConfigAnswers): Row {
	const words = (version: string) => version.replace('TLSv', 'TLS ');
	return {
		...option('minVersion', 'lock', vscode.l10n.t('Minimum TLS version'), words(minVersion)),
		choose: async () => {
			const items = minVersions.map((value) => ({ label: words(value), value }));
			const value = await pickOne(vscode.l10n.t('Minimum TLS version'), items, minVersion);
			return value && { minVersion: value };
		},
	};
}

function serverNameRow({ url, serverName }: ConfigAnswers): Row {
	return {
		...option('serverName', 'globe', vscode.l10n.t('Server name'), serverName ?? hostOf(url)),
		choose: () =>
			ask(async (frame) => {
				const name = await frame.text({
					prompt: vscode.l10n.t('Name to request and verify (empty: the host of the address)'),
					value: serverName ?? '',
					placeholder: hostOf(url),
					validate: serverNameProblem,
				});
				return { serverName: typedServerName(name) };
			}),
	};
}

function passphraseRow({ passphraseVariable = defaultPassphraseVariable }: ConfigAnswers): Row {
	const label = vscode.l10n.t('Passphrase variable');
	return {
		...option('passphraseVariable', 'key', label, passphraseVariable),
		choose: () =>
			ask(async (frame) => {
				const name = await frame.text({
					prompt: vscode.l10n.t('Environment variable that holds the key’s passphrase'),
					value: passphraseVariable,
					validate: (text) =>
						isVariableName(text.trim())
							? undefined
							: vscode.l10n.t('Use letters, digits and underscores'),
				});
				return { passphraseVariable: name.trim() };
			}),
	};
}

function caWords(ca: string | undefined): string {
	return ca === undefined ? vscode.l10n.t('Default CAs of the client') : path.basename(ca);
}
