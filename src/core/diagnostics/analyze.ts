import { createPacer } from '../common/pacer.js';
import type {
	FileInput,
	ReferenceInput,
	Rule,
	RuleContext,
	RuleFinding,
	RuleScope,
	WorkspaceInput,
} from './rule.js';
import * as rules from './rules/index.js';
import { rulesOf } from './severities.js';
import { withoutSuppressed } from './suppression.js';

type RuleOf = (typeof rules)[keyof typeof rules];
export type FindingCode = RuleOf extends Rule<string, infer Code> ? Code : never;
type FixOf<R> = R extends Rule<string, string, infer F> ? F : never;

/** The data of every quick fix; `fixes.ts` turns it into edits. */
export type Fix = FixOf<RuleOf>;

/** Something that a rule has to say of a block. */
export type Finding = RuleFinding<FindingCode, Fix>;

/** Rules of scope `workspace` run only where `beside` is given, those of scope `reference` where there are references. */
export type AnalysisInput = FileInput &
	Partial<Pick<WorkspaceInput, 'beside' | 'git'>> & {
		readonly references?: readonly ReferenceInput[];
	};

export interface AnalysisOptions {
	/** Absent: all. */
	readonly scopes?: readonly RuleScope[];
	readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the rules over one file; the findings are in the file's order, then by code, without those that a comment leaves out
 * (`suppression.ts`). Gives way to other work every 15 ms. Rejects with a `PkiError` of code `cancelled` when `signal` is aborted.
 */
export async function analyze(
	input: AnalysisInput,
	context: RuleContext,
	options: AnalysisOptions = {},
): Promise<readonly Finding[]> {
	const all = await runRules<FindingCode, Fix>(Object.values(rules), input, context, options);
	return withoutSuppressed(all, input.text, rulesOf);
}

/** The same with other rules. */
export async function runRules<Code extends string, Fix>(
	chosen: readonly Rule<string, Code, Fix>[],
	input: AnalysisInput,
	context: RuleContext,
	{ scopes, signal }: AnalysisOptions = {},
): Promise<readonly RuleFinding<Code, Fix>[]> {
	const findings: RuleFinding<Code, Fix>[] = [];
	const pacer = createPacer(signal);
	for (const rule of chosen) {
		if (scopes && !scopes.includes(rule.scope)) continue;
		const results = resultsOf(rule, input, context);
		if (Symbol.asyncIterator in results) {
			for await (const finding of results) if (finding) findings.push(finding);
			if (pacer.isDue) await pacer.pause();
		} else {
			for (const finding of results) {
				if (finding) findings.push(finding);
				if (pacer.isDue) await pacer.pause();
			}
		}
	}
	return findings.sort((a, b) => a.start - b.start || a.code.localeCompare(b.code));
}

type Results<Code extends string, Fix> =
	Iterable<RuleFinding<Code, Fix> | undefined> | AsyncIterable<RuleFinding<Code, Fix> | undefined>;

function resultsOf<Code extends string, Fix>(
	rule: Rule<string, Code, Fix>,
	input: AnalysisInput,
	context: RuleContext,
): Results<Code, Fix> {
	switch (rule.scope) {
		case 'block':
			return ofEachBlock(rule, input, context);
		case 'file':
			return rule.check(input, context);
		case 'workspace':
			return input.beside ? rule.check({ ...input, beside: input.beside }, context) : [];
		case 'reference':
			return ofEachReference(rule, input, context);
	}
}

function* ofEachBlock<Code extends string, Fix>(
	rule: Extract<Rule<string, Code, Fix>, { readonly scope: 'block' }>,
	file: FileInput,
	context: RuleContext,
): Generator<RuleFinding<Code, Fix> | undefined> {
	for (const block of file.blocks) {
		yield* rule.check({ block, file }, context);
		yield undefined;
	}
}

function* ofEachReference<Code extends string, Fix>(
	rule: Extract<Rule<string, Code, Fix>, { readonly scope: 'reference' }>,
	{ references = [] }: AnalysisInput,
	context: RuleContext,
): Generator<RuleFinding<Code, Fix> | undefined> {
	for (const reference of references) {
		yield* rule.check(reference, context);
		yield undefined;
	}
}
