import type { Rule, RuleContext, RuleFinding, RuleInput } from './rule.js';
import * as rules from './rules/index.js';

export type RuleId = (typeof rules)[keyof typeof rules]['id'];
type RuleOf = (typeof rules)[keyof typeof rules];
export type FindingCode = RuleOf extends Rule<string, infer Code> ? Code : never;

export interface AnalysisFinding extends RuleFinding<FindingCode> {
	readonly rule: RuleId;
}

/** Runs every rule over one document; the findings are in the document's order, then by rule. */
export function analyze(input: RuleInput, context: RuleContext): readonly AnalysisFinding[] {
	const findings: AnalysisFinding[] = [];
	for (const rule of Object.values(rules)) {
		for (const finding of rule.check(input, context)) findings.push({ ...finding, rule: rule.id });
	}
	return findings.sort((a, b) => a.start - b.start || a.rule.localeCompare(b.rule));
}
