/** What the rules say of a text, in short. */
import assert from 'node:assert/strict';
import { decode } from '../../src/core/decode/decode.js';
import { analyze, type AnalysisInput, type Finding } from '../../src/core/diagnostics/analyze.js';
import { knownCodes, severityChoices } from '../../src/core/diagnostics/severities.js';

const never = { days: 0, lifetimeShare: 0 };

/** With no warning before the end of a certificate. None may be graver than its code is said to be. */
export async function findingsIn(
	content: string | Uint8Array,
	more: Partial<AnalysisInput> = {},
): Promise<readonly Finding[]> {
	const text = typeof content === 'string' ? { text: content } : {};
	const context = { now: new Date(), threshold: never };
	const findings = await analyze({ ...text, blocks: decode(content), ...more }, context);
	for (const { code, severity } of findings) {
		const gravest = knownCodes.find((known) => known.code === code)?.severity ?? 'off';
		assert.ok(severityChoices.indexOf(severity) >= severityChoices.indexOf(gravest), code);
	}
	return findings;
}

/** `code severity` each. */
export async function saidOf(
	content: string | Uint8Array,
	more: Partial<AnalysisInput> = {},
): Promise<string[]> {
	return (await findingsIn(content, more)).map(({ code, severity }) => `${code} ${severity}`);
}

/** What the findings stand at. */
export async function markedIn(text: string, more: Partial<AnalysisInput> = {}): Promise<string[]> {
	return (await findingsIn(text, more)).map(({ start, end }) => text.slice(start, end));
}
