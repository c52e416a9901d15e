/** Checks a document that a thread follows: the thread judges the text, and here is looked at what stands beside it. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { createPacer } from '../../core/common/pacer.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { analyze, type Finding } from '../../core/diagnostics/analyze.js';
import { blocksBehind } from '../../core/diagnostics/contents/references.js';
import type { Checked } from '../../core/diagnostics/ownRules.js';
import type { RuleContext } from '../../core/diagnostics/rule.js';
import { applySeverities, rulesOf } from '../../core/diagnostics/severities.js';
import { withoutSuppressed } from '../../core/diagnostics/suppression.js';
import { nextChange } from '../../core/diagnostics/validity.js';
import type { BlockSource } from '../../services/blocks/blockSource.js';
import { type CheckOptions, located, type Places } from './checkFile.js';
import type { FileCheck, LocatedFinding } from './report.js';

interface Large {
	readonly document: vscode.TextDocument;
	readonly blocks: readonly KeptBlock[];
}

/** Undefined where no thread follows the document; `changed` where it is another one meanwhile. */
export async function checkLarge(
	source: BlockSource,
	large: Large,
	options: Omit<CheckOptions, 'signal' | 'limit'>,
): Promise<FileCheck | 'changed' | undefined> {
	const { document } = large;
	const { version } = document;
	const { threshold, severities, surroundings = {} } = options;
	const { path, mode, crls, isUtf16 } = surroundings;
	const context = { now: new Date(), threshold };
	try {
		const question = { file: { path, mode, crls, isUtf16 }, context };
		const own = await source.checkInThread(document, question);
		if (!own) return undefined;
		const beside = await besideIt(large, context, surroundings);
		if (document.version !== version) return 'changed';
		const all = inOrder(own.findings, beside.findings);
		const findings = await locatedIn(document, applySeverities(all, severities));
		return findings ? { findings, nextChange: earlier(own, beside) } : 'changed';
	} catch (error) {
		if (isPkiError(error, 'cancelled')) return 'changed';
		throw error;
	}
}

async function besideIt(
	{ document, blocks }: Large,
	context: RuleContext,
	surroundings: NonNullable<CheckOptions['surroundings']>,
): Promise<Checked> {
	const named = (surroundings.references ?? []).flatMap(({ reference }) => blocksBehind(reference));
	const scopes = ['workspace', 'reference'] as const;
	const all = await analyze({ ...surroundings, blocks }, context, { scopes });
	return {
		// To put the text together takes longer than all else here.
		findings: all.length === 0 ? [] : withoutSuppressed(all, document.getText(), rulesOf),
		nextChange: nextChange({ blocks: named }, context),
	};
}

function inOrder(one: readonly Finding[], other: readonly Finding[]): readonly Finding[] {
	if (other.length === 0) return one;
	return [...one, ...other].sort((a, b) => a.start - b.start || a.code.localeCompare(b.code));
}

function earlier(one: Checked, other: Checked): number | undefined {
	const next = Math.min(one.nextChange ?? Infinity, other.nextChange ?? Infinity);
	return next < Infinity ? next : undefined;
}

/** With pauses, as there may be thousands; undefined where the document changed meanwhile. */
async function locatedIn(
	document: vscode.TextDocument,
	findings: readonly Finding[],
): Promise<readonly LocatedFinding[] | undefined> {
	const { version } = document;
	const places: Places = {
		rangeOf: ({ start, end }) =>
			new vscode.Range(document.positionAt(start), document.positionAt(end)),
		hasDash(offset) {
			const { line, character } = document.positionAt(offset);
			return document.lineAt(line).text.startsWith('-', character);
		},
	};
	const pacer = createPacer();
	const all: LocatedFinding[] = [];
	for (const finding of findings) {
		if (pacer.isDue) await pacer.pause();
		if (document.version !== version) return undefined;
		all.push(located(finding, places));
	}
	return all;
}
