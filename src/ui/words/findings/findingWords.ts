/**
 * What rules find, in words: the groups in `sentences` have an entry for each code. Used where problems are listed and
 * where details are shown.
 */
import * as vscode from 'vscode';
import {
	analyze,
	type AnalysisInput,
	type Finding,
	type FindingCode,
	type Fix,
} from '../../../core/diagnostics/analyze.js';
import type { RuleBlock, RuleContext } from '../../../core/diagnostics/rule.js';
import { applySeverities, type SeverityChoices } from '../../../core/diagnostics/severities.js';
import { validityOf } from '../../../core/diagnostics/validity.js';
import { spokenName } from '../../../core/x509/names/spokenName.js';
import { shortName } from '../distinguishedName.js';
import { exactTime, relativeTime } from '../words.js';
import { visibleStart } from '../visible.js';
import { chainEntries } from './sentences/chain.js';
import { crlEntries } from './sentences/crl.js';
import { derEntries } from './sentences/der.js';
import { encodingEntries } from './sentences/encoding.js';
import type { FindingEntry, FindingFacts } from './sentences/entry.js';
import { framingEntries } from './sentences/framing.js';
import { keyEntries } from './sentences/key.js';
import { referenceEntries } from './sentences/reference.js';
import { layoutEntries } from './sentences/layout.js';
import { nameEntries } from './sentences/names.js';
import { requestEntries } from './sentences/requests.js';
import { signatureEntries } from './sentences/signature.js';
import { timeEntries } from './sentences/time.js';
import { usageEntries } from './sentences/usage.js';

export function factsOfFinding({ code, args, block }: Finding): FindingFacts {
	const { notBefore, notAfter } = validityOf(block);
	return {
		code,
		...(args ? { args } : {}),
		kind: block.facts?.kind,
		...namesOf(block),
		notBefore,
		notAfter,
		error: block.error,
		note: block.note,
	};
}

function namesOf({
	facts,
	label,
	container,
}: RuleBlock): Pick<FindingFacts, 'name' | 'spoken' | 'subject'> {
	switch (facts?.kind) {
		case 'certificate':
			return { name: facts.name, spoken: spokenName(facts), subject: facts.subject };
		case 'crl':
			return { name: shortName(facts.issuer), subject: facts.issuer };
		case 'request':
			return { name: facts.name === '' ? label : facts.name, subject: '' };
		default:
			return { name: container === 'jwk' ? 'JWK' : label, subject: '' };
	}
}

/**
 * What is wrong with how the blocks of a file go together, in sentences: for views of a whole file, which say of each
 * block by itself what is wrong with it.
 */
export async function fileSentences(
	input: AnalysisInput,
	context: RuleContext,
	severities: SeverityChoices,
): Promise<readonly string[]> {
	const all = await analyze(input, context, { scopes: ['file'] });
	const findings = applySeverities(all, severities);
	// What only makes a file larger is no fault of what is shown, and a chain may be shown without any file.
	const faults = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
	return faults.map((finding) => {
		const sentence = findingSentence(factsOfFinding(finding), context.now);
		// A file without text has no lines.
		return finding.block.label === 'DER'
			? sentence
			: vscode.l10n.t('Line {0}: {1}', finding.block.line + 1, sentence);
	});
}

/** A finding in one to three sentences. */
export function findingSentence(finding: FindingFacts, now: Date): string {
	const { notBefore = '', notAfter = '', args = {} } = finding;
	return findingEntries[finding.code].sentence({
		finding,
		name: visibleStart(finding.spoken ?? finding.name),
		from: timeWords(notBefore, now),
		to: timeWords(notAfter, now),
		arg: (field) => visibleStart(String(args[field] ?? '')),
	});
}

/** What is said of each code. */
export const findingEntries: Readonly<Record<FindingCode, FindingEntry>> = {
	...chainEntries,
	...crlEntries,
	...derEntries,
	...encodingEntries,
	...framingEntries,
	...keyEntries,
	...referenceEntries,
	...layoutEntries,
	...nameEntries,
	...requestEntries,
	...signatureEntries,
	...timeEntries,
	...usageEntries,
};

/** The titles of the quick fixes. */
const fixTitles: Readonly<Record<Fix['id'], () => string>> = {
	correctLabel: () => vscode.l10n.t('Correct the label'),
	escapeLineBreaks: () => vscode.l10n.t('Replace line breaks with “\\n”'),
	expandLineBreaks: () => vscode.l10n.t('Use quotes that expand “\\n”'),
	literalYaml: () => vscode.l10n.t('Keep line breaks with “|”'),
	removeDuplicates: () => vscode.l10n.t('Remove duplicate certificates'),
	removeRoot: () => vscode.l10n.t('Remove the root certificate'),
	reorderChain: () => vscode.l10n.t('Reorder chain'),
	repairLayout: () => vscode.l10n.t('Repair PEM'),
	repairPem: () => vscode.l10n.t('Repair PEM'),
	restoreIndentation: () => vscode.l10n.t('Restore the indentation'),
	splitObjects: () => vscode.l10n.t('Split into one block each'),
};

export function fixTitle({ id }: Fix): string {
	return fixTitles[id]();
}

/** The rule that finds a code, in a few words. */
export function ruleTitle(code: FindingCode): string {
	return findingEntries[code].title();
}

function timeWords(iso: string, now: Date): string {
	return iso === '' ? '' : `${relativeTime(iso, now)} (${exactTime(iso)})`;
}
