/**
 * What a rule is: it looks at one document's blocks and yields findings as data (a code, a span in offsets, what a
 * sentence or a quick fix will need). Sentences and ranges are made by the editor layer.
 */
import type { DecodedBlock, ExpiryThreshold } from '../x509/model.js';

export type Severity = 'error' | 'warning' | 'information';

export interface RuleInput {
	readonly blocks: readonly DecodedBlock[];
}

export interface RuleContext {
	readonly now: Date;
	readonly threshold: ExpiryThreshold;
}

/** UTF-16 offsets into the document. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

export interface RuleFinding<Code extends string = string> extends Span {
	/** Unique over all rules; the editor layer has a sentence for each. */
	readonly code: Code;
	/** For a document that somebody is looking at; the editor layer lowers it for closed files. */
	readonly severity: Severity;
	readonly block: DecodedBlock;
	readonly args?: Readonly<Record<string, string | number>>;
}

export interface Rule<Id extends string = string, Code extends string = string> {
	/** Kebab-case. */
	readonly id: Id;
	/** A rule that cannot read its input yields a finding that says so; it never ends with nothing found. */
	check(input: RuleInput, context: RuleContext): Iterable<RuleFinding<Code>>;
}

export function defineRule<const Id extends string, const Code extends string>(
	rule: Rule<Id, Code>,
): Rule<Id, Code> {
	return rule;
}

/** The BEGIN line of a PEM block: where a finding about the whole block stands. DER has no lines, so its first byte. */
export function headline(block: DecodedBlock): Span {
	if (block.label === 'DER') return { start: block.start, end: block.start };
	const length = '-----BEGIN -----'.length + block.label.length;
	return { start: block.start, end: Math.min(block.end, block.start + length) };
}
