/** Explaining a log, against `grep` looking for the same texts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';

/**
 * @typedef {object} Source
 * @property {typeof import('../../src/core/tls/explain/explanation.js').explainLines} explainLines
 * @property {typeof import('../../src/core/tls/explain/table.js').patterns} patterns
 */

const lineCount = 10_000;

/** @type {import('./table.mjs').Section} */
export const explain = {
	id: 'explain',
	measure: async () => {
		/** @type {Source} */
		const { explainLines, patterns } = await loadSource(
			'explain',
			`export { explainLines } from './src/core/tls/explain/explanation.js';
			export { patterns } from './src/core/tls/explain/table.js';`,
		);
		const log = logOf(lineCount);
		const folder = mkdtempSync(join(tmpdir(), 'pki-bench-'));
		try {
			writeFileSync(join(folder, 'log'), log);
			const texts = [...patterns.values()].flat().map(({ text }) => text);
			writeFileSync(join(folder, 'patterns'), texts.join('\n'));
			const args = ['-n', '-i', '-F', '-f', join(folder, 'patterns'), join(folder, 'log')];
			const found = () => [...explainLines(log)].filter((line) => line !== undefined).length;
			if (found() !== lineCount / 10) throw new Error(`${found()} lines were explained`);
			const result = await compare({
				ours: found,
				rival: () => execFileSync('grep', args),
				rounds: 31,
				warmUp: 10,
			});
			return [
				ratioRow(result, {
					what: `explain a log of ${lineCount.toLocaleString('en')} lines, each tenth with a TLS error`,
					against: '`grep` for the same texts',
					limit: 5,
				}),
			];
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
};

/** @param {number} count */
function logOf(count) {
	const errors = [
		'curl: (60) SSL certificate problem: unable to get local issuer certificate',
		'Error: connect ECONNREFUSED 10.0.0.7:8200',
		'Get "https://vault.test:8200/v1/sys/health": remote error: tls: bad certificate',
		'write EPROTO 40:error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:SSL alert number 48',
	];
	const lines = Array.from({ length: count }, (_, index) => {
		const time = new Date(1_790_000_000_000 + index * 137).toISOString();
		return index % 10 === 3
			? `${time} ERROR client.ts:88 ${errors[(index >> 3) % errors.length]}`
			: `${time} INFO  api.server request ${index} GET /v1/items/${index * 7} 200 in ${index % 90} ms user=alice region=eu`;
	});
	return lines.join('\n');
}
