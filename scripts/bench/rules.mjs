import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';
import { systemRoots } from './systemRoots.mjs';

/**
 * @typedef {object} Source
 * @property {typeof import('../../src/core/diagnostics/analyze.js').analyze} analyze
 * @property {typeof import('../../src/core/decode/decode.js').decodeInSlices} decodeInSlices
 */

/** @type {import('./table.mjs').Section} */
export const rules = {
	id: 'rules',
	measure: async () => {
		/** @type {Source} */
		const { analyze, decodeInSlices } = await loadSource(
			'rules',
			`export { analyze } from './src/core/diagnostics/analyze.js';
			export { decodeInSlices } from './src/core/decode/decode.js';`,
		);
		const roots = systemRoots();
		const text = `${roots.map((pem) => pem.trim()).join('\n')}\n`;
		const context = { now: new Date(), threshold: { days: 30, lifetimeShare: 0.2 } };
		const result = await compare({
			ours: async () =>
				analyze({ text, path: '/certs/roots.pem', blocks: await decodeInSlices(text) }, context),
			rival: () => decodeInSlices(text),
			rounds: 31,
			warmUp: 10,
		});
		return [
			ratioRow(result, {
				what: `findings of a bundle of ${roots.length} roots by all rules, decoding included`,
				against: 'decoding it',
				limit: 4,
			}),
		];
	},
};
