/** What some of the rules say of a text, in short. */
import assert from 'node:assert/strict';
import { decode } from '../../src/core/decode/decode.js';
import { analyze, type AnalysisInput, type Finding } from '../../src/core/diagnostics/analyze.js';
import type * as rules from '../../src/core/diagnostics/rules/index.js';
import { knownCodes, rulesOf, severityChoices } from '../../src/core/diagnostics/severities.js';

const never = { days: 0, lifetimeShare: 0 };

type More = Partial<AnalysisInput>;
type RuleId = (typeof rules)[keyof typeof rules]['id'];

export interface Finders {
	/** With no warning before the end of a certificate. */
	readonly findingsIn: (content: string | Uint8Array, more?: More) => Promise<readonly Finding[]>;
	/** `code severity` each. */
	readonly saidOf: (content: string | Uint8Array, more?: More) => Promise<string[]>;
	/** What the findings stand at. */
	readonly markedIn: (text: string, more?: More) => Promise<string[]>;
}

/** Of all that the rules find, what these do. */
export function findersFor(...ids: readonly RuleId[]): Finders {
	const findingsIn: Finders['findingsIn'] = async (content, more = {}) => {
		const text = typeof content === 'string' ? { text: content } : {};
		const context = { now: new Date(), threshold: never };
		const all = await analyze({ ...text, blocks: decode(content), ...more }, context);
		assertKnown(all);
		return all.filter(({ code }) => ids.some((id) => rulesOf(code).includes(id)));
	};
	return {
		findingsIn,
		saidOf: async (content, more) =>
			(await findingsIn(content, more)).map(({ code, severity }) => `${code} ${severity}`),
		markedIn: async (text, more) =>
			(await findingsIn(text, more)).map(({ start, end }) => text.slice(start, end)),
	};
}

/** None may be graver than its code is said to be. */
export function assertKnown(findings: readonly Finding[]): void {
	for (const { code, severity } of findings) {
		const gravest = knownCodes.find((known) => known.code === code)?.severity ?? 'off';
		assert.ok(severityChoices.indexOf(severity) >= severityChoices.indexOf(gravest), code);
	}
}
