/** What `npm run rules` writes from the table of sentences: a page for each code, and the schema of the severity setting. */
import * as vscode from 'vscode';
import type { Severity } from '../../../core/diagnostics/rule.js';
import {
	type KnownCode,
	knownCodes,
	severityChoices,
} from '../../../core/diagnostics/severities.js';
import { findingEntries } from './findingWords.js';
import { references } from './references.js';

/** File name → Markdown. */
export function rulePages(): ReadonlyMap<string, string> {
	return new Map(knownCodes.map((known) => [`${known.code}.md`, pageOf(known)]));
}

interface ChoiceSchema {
	readonly enum: readonly string[];
	readonly description: string;
}

/** The properties of the setting `pki.diagnostics.severity`: each code, then each rule. */
export function severityProperties(): Readonly<Record<string, ChoiceSchema>> {
	const choices = (description: string) => ({ enum: [...severityChoices], description });
	const codes = knownCodes.map(({ code, severity }) => {
		const title = findingEntries[code].title();
		return [code, choices(vscode.l10n.t('{0}. {1}', title, severityWords(severity)))] as const;
	});
	const rules = [...codesByRule()].map(
		([rule, names]) => [rule, choices(vscode.l10n.t('All of: {0}', names.join(', ')))] as const,
	);
	const byName = (a: readonly [string, unknown], b: readonly [string, unknown]) =>
		a[0] < b[0] ? -1 : 1;
	return Object.fromEntries([...codes.sort(byName), ...rules.sort(byName)]);
}

function codesByRule(): ReadonlyMap<string, readonly string[]> {
	const byRule = new Map<string, string[]>();
	for (const { code, rules } of knownCodes) {
		for (const rule of rules) byRule.set(rule, [...(byRule.get(rule) ?? []), code]);
	}
	return byRule;
}

function pageOf({ code, rules, severity }: KnownCode): string {
	const { title, why, mend } = findingEntries[code];
	const reference = references[code];
	const about = vscode.l10n.t(
		'Code: {0}. Rule: {1}. {2}',
		...[`\`${code}\``, rules.map((rule) => `\`${rule}\``).join(', '), severityWords(severity)],
	);
	const parts = [
		`# ${literal(title())}`,
		about,
		literal(why()),
		`## ${vscode.l10n.t('What to do')}`,
		literal(mend()),
		`## ${vscode.l10n.t('Change the severity, or turn it off')}`,
		fenced('json', `"pki.diagnostics.severity": {\n\t"${code}": "off"\n}`),
		vscode.l10n.t(
			'In the settings of the user, the workspace or a folder. Other values: {0}. The name of the rule applies to all its codes.',
			severityChoices
				.filter((choice) => choice !== 'off')
				.map((choice) => `\`${choice}\``)
				.join(', '),
		),
		`## ${vscode.l10n.t('Ignore it in one place')}`,
		fenced('yaml', `# pki-ignore: ${code}`),
		vscode.l10n.t(
			'A comment on the same line or above the block, in any comment syntax. {0} applies to the whole file.',
			`\`pki-ignore-file: ${code}\``,
		),
		...(reference
			? [`## ${vscode.l10n.t('Reference')}`, `${literal(reference.title)}: <${reference.url}>`]
			: []),
	];
	return `${parts.join('\n\n')}\n`;
}

/** How grave it is where nothing is set; what clients accept may make it less. */
function severityWords(severity: Severity): string {
	switch (severity) {
		case 'error':
			return vscode.l10n.t('Default severity: error at most.');
		case 'warning':
			return vscode.l10n.t('Default severity: warning at most.');
		case 'information':
			return vscode.l10n.t('Default severity: information.');
		case 'hint':
			return vscode.l10n.t('Default severity: hint.');
	}
}

function fenced(language: string, text: string): string {
	return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** A sentence as Markdown that shows it as it is. */
function literal(text: string): string {
	return text.replace(/[\\`*_<>[\]#|~]/g, '\\$&');
}
