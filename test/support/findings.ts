/** What the rules say of a text, in short. */
import { decode } from '../../src/core/decode/decode.js';
import { analyze, type AnalysisInput, type Finding } from '../../src/core/diagnostics/analyze.js';

const never = { days: 0, lifetimeShare: 0 };

/** With no warning before the end of a certificate. */
export function findingsIn(
	content: string | Uint8Array,
	more: Partial<AnalysisInput> = {},
): Promise<readonly Finding[]> {
	const text = typeof content === 'string' ? { text: content } : {};
	const context = { now: new Date(), threshold: never };
	return analyze({ ...text, blocks: decode(content), ...more }, context);
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
