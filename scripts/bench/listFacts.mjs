import { X509Certificate } from 'node:crypto';
import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';
import { systemRoots } from './systemRoots.mjs';

/** @type {import('./table.mjs').Section} */
export const listFacts = {
	id: 'list-facts',
	measure: async () => {
		/** @type {{ readPemListFacts: typeof import('../../src/core/x509/certificate.js').readPemListFacts }} */
		const { readPemListFacts } = await loadSource(
			'listFacts',
			`export { readPemListFacts } from './src/core/x509/certificate.js';`,
		);
		const roots = systemRoots();
		const result = await compare({
			ours: () => roots.map((pem) => read(readPemListFacts(pem))),
			rival: () =>
				roots.map((pem) => {
					const { subject, validFrom, validTo } = new X509Certificate(pem);
					return [subject, validFrom, validTo];
				}),
			rounds: 101,
			warmUp: 30,
		});
		return [
			ratioRow(result, {
				what: `list facts of the ${roots.length} system roots, from PEM`,
				against: 'a bare `new X509Certificate` loop reading subject and dates',
				limit: 0.5,
			}),
		];
	},
};

/** Reads every fact, so that nothing is measured that was not done. @param {any} facts */
function read(facts) {
	const { subject, issuer, serialNumber, notBefore, notAfter, isCa, subjectAltNames } = facts;
	if (subject === '' || notAfter === undefined) throw new Error('a root could not be read');
	return [subject, issuer, serialNumber, notBefore, notAfter, isCa, subjectAltNames.length];
}
