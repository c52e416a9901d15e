import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';

const execute = promisify(execFile);
const password = 'correct horse';

/** @type {import('./table.mjs').Section} */
export const openPkcs12 = {
	id: 'pkcs12',
	measure: async () => {
		/** @type {typeof import('../../src/core/x509/containers/openContainer.js')} */
		const { openContainer } = await loadSource(
			'pkcs12',
			`export { openContainer } from './src/core/x509/containers/openContainer.js';`,
		);
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-pkcs12-'));
		/** @param {readonly string[]} args */
		const openssl = (...args) => execute('openssl', args, { cwd: folder });
		try {
			await makeStore(openssl);
			const file = join(folder, 'store.p12');
			const result = await compare({
				ours: async () => {
					const { blocks } = await openContainer(await readFile(file), { password });
					expectWhole(blocks.filter(({ facts }) => facts?.kind === 'certificate').length);
				},
				rival: async () => {
					const options = ['-in', file, '-passin', `pass:${password}`, '-nodes'];
					const { stdout } = await openssl('pkcs12', ...options);
					expectWhole(stdout.split('BEGIN CERTIFICATE').length - 1);
				},
				rounds: 31,
				warmUp: 5,
			});
			return [
				ratioRow(result, {
					what: 'open a PKCS#12 of one key and two certificates',
					against: '`openssl pkcs12` on the same file',
					limit: 1,
				}),
			];
		} finally {
			await rm(folder, { recursive: true });
		}
	},
};

/**
 * As OpenSSL writes it without being asked for anything else.
 *
 * @param {(...args: string[]) => Promise<unknown>} openssl
 */
async function makeStore(openssl) {
	const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
	await openssl('req', '-x509', ...ec, '-subj', '/CN=CA', '-keyout', 'ca.key', '-out', 'ca.crt');
	const ca = ['-CA', 'ca.crt', '-CAkey', 'ca.key'];
	await openssl(
		...[
			'req',
			'-x509',
			...ec,
			...ca,
			'-subj',
			'/CN=leaf',
			'-keyout',
			'leaf.key',
			'-out',
			'leaf.crt',
		],
	);
	await openssl(
		...['pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'leaf.crt', '-certfile', 'ca.crt'],
		...['-out', 'store.p12', '-passout', `pass:${password}`],
	);
}

/** @param {number} certificates */
function expectWhole(certificates) {
	if (certificates !== 2) throw new Error(`${certificates} certificates were found instead of 2`);
}
