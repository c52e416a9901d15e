import {
	analyze,
	type AnalysisInput,
	type Finding,
} from '../../../../../src/core/diagnostics/analyze.js';
import { decode } from '../../../../../src/core/decode/decode.js';

/** With nothing that expires soon. */
const threshold = { days: 0, lifetimeShare: 0 };

export interface Circumstances extends Partial<AnalysisInput> {
	readonly now?: Date;
}

export function findingsOf(
	text: string,
	{ now = new Date(), ...more }: Circumstances = {},
): Promise<readonly Finding[]> {
	return analyze({ text, blocks: decode(text), ...more }, { now, threshold });
}

/** `code severity` of each finding, in the file's order. */
export async function said(text: string, more: Circumstances = {}): Promise<string[]> {
	const findings = await findingsOf(text, more);
	return findings.map(({ code, severity }) => `${code} ${severity}`);
}

export function pem(...parts: readonly { readonly pem: string }[]): string {
	return parts.map((part) => part.pem).join('');
}
