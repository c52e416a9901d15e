import assert from 'node:assert/strict';
import {
	analyze,
	type AnalysisInput,
	type Finding,
} from '../../../../../src/core/diagnostics/analyze.js';
import { rulesOf } from '../../../../../src/core/diagnostics/severities.js';
import { assertKnown } from '../../../../support/findings.js';
import { decode } from '../../../../../src/core/decode/decode.js';

/** With nothing that expires soon. */
const threshold = { days: 0, lifetimeShare: 0 };

export interface Circumstances extends Partial<AnalysisInput> {
	readonly now?: Date;
}

/** Without those on names, of which the certificates here have none: `names.test.ts` looks at them. */
export async function findingsOf(
	text: string,
	{ now = new Date(), ...more }: Circumstances = {},
): Promise<readonly Finding[]> {
	const all = await analyze({ text, blocks: decode(text), ...more }, { now, threshold });
	assertKnown(all);
	return all.filter(({ code }) => !rulesOf(code).includes('server-names'));
}

/** `code severity` of each finding, in the file's order. */
export async function said(text: string, more: Circumstances = {}): Promise<string[]> {
	const findings = await findingsOf(text, more);
	return findings.map(({ code, severity }) => `${code} ${severity}`);
}

export function pem(...parts: readonly { readonly pem: string }[]): string {
	return parts.map((part) => part.pem).join('');
}

export type Case = readonly [
	what: string,
	text: string,
	expected: readonly string[],
	more?: Circumstances,
];

/** One test a case. */
export function check(cases: readonly Case[]): void {
	for (const [what, text, expected, more] of cases) {
		it(`says ${expected.join(', ') || 'nothing'} of ${what}`, async () => {
			assert.deepEqual(await said(text, more), expected);
		});
	}
}
