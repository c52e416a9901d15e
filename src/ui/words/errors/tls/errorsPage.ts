/** What `npm run rules` writes into docs/errors.md from the table of TLS errors. */
import * as vscode from 'vscode';
import { alertNames } from '../../../../core/tls/explain/alertNames.js';
import type { Entry } from '../../../../core/tls/explain/entry.js';
import { alerts } from '../../../../core/tls/explain/entries/alerts.js';
import { material } from '../../../../core/tls/explain/entries/material.js';
import { transport } from '../../../../core/tls/explain/entries/transport.js';
import { vault } from '../../../../core/tls/explain/entries/vault.js';
import { verdicts } from '../../../../core/tls/explain/entries/verdicts.js';
import { type ExplanationId, entryOf } from '../../../../core/tls/explain/table.js';
import { explanationWords } from './explanationWords.js';
import { sideWords } from './sideWords.js';

interface Group {
	readonly title: string;
	readonly ids: readonly ExplanationId[];
}

/** Markdown; each error has its id as an anchor. */
export function errorsPage(): string {
	const groups = groupsOfPage();
	return (
		[
			`# ${vscode.l10n.t('TLS errors')}`,
			vscode.l10n.t(
				'What the command {0} knows, by alert number and code. A code with {1} in it was sent by the other side; a code without it is the program’s own verdict.',
				'_PKI: Explain TLS Error_',
				'`ALERT`',
			),
			...groups.map(contents),
			...groups.flatMap(({ title, ids }) => [`## ${title}`, ...ids.map(sectionOf)]),
			'',
		]
			.join('\n\n')
			.trimEnd() + '\n'
	);
}

function groupsOfPage(): readonly Group[] {
	return [
		{ title: vscode.l10n.t('Problems with the server certificate'), ids: idsOf(verdicts) },
		{ title: vscode.l10n.t('Alerts of the server'), ids: idsOf(alerts) },
		{ title: vscode.l10n.t('Own certificate, key and settings'), ids: idsOf(material) },
		{ title: vscode.l10n.t('Connection'), ids: idsOf(transport) },
		{ title: vscode.l10n.t('Certificate sign-in of Vault and OpenBao'), ids: idsOf(vault) },
	];
}

function idsOf<Id extends ExplanationId>(group: readonly { readonly id: Id }[]): readonly Id[] {
	return group.map(({ id }) => id);
}

function contents({ title, ids }: Group): string {
	const links = ids.map((id) => `- [${literal(explanationWords(id).title)}](#${id})`);
	return `**${title}**\n\n${links.join('\n')}`;
}

function sectionOf(id: ExplanationId): string {
	const { title, meaning, checks } = explanationWords(id);
	return [
		`<a id="${id}"></a>`,
		`### ${literal(title)}`,
		`${literal(meaning)} ${literal(sideWords(entryOf(id).side))}`,
		checks.map((check, index) => `${index + 1}. ${literal(check)}`).join('\n'),
		...seenAs(entryOf(id)),
	].join('\n\n');
}

/** By what it is recognized; nothing for what is only told by who said it. */
function seenAs(entry: Entry): readonly string[] {
	const {
		alerts: numbers = [],
		verify = [],
		curl = [],
		codes = [],
		reasons = [],
		texts = [],
	} = entry;
	const forms = [
		...numbers.map((number) => vscode.l10n.t('alert {0} ({1})', number, alertName(number))),
		...verify.map((number) => vscode.l10n.t('OpenSSL verify error {0}', number)),
		...curl.map((number) => vscode.l10n.t('curl exit code {0}', number)),
		...[...new Set([...codes, ...reasons, ...texts.map(wording)])].map((text) => `\`${text}\``),
	];
	return forms.length === 0 ? [] : [vscode.l10n.t('Recognized by: {0}', forms.join(', '))];
}

function wording(text: NonNullable<Entry['texts']>[number]): string {
	if (typeof text === 'string') return text;
	return text.also === undefined ? text.text : `${text.text} … ${text.also.trim()}`;
}

function alertName(number: number): string {
	const name = alertNames.find(([alert]) => alert === number)?.[1] ?? '';
	return `\`${name.toLowerCase()}\``;
}

/** A sentence as Markdown that shows it as it is. */
function literal(text: string): string {
	return text.replace(/[\\`*_<>[\]#|~]/g, '\\$&');
}
