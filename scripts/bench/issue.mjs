import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';

const execute = promisify(execFile);

/** @type {import('./table.mjs').Section} */
export const issue = {
	id: 'issue',
	measure: async () => {
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-issue-'));
		try {
			const ca = await makeAuthority(folder);
			const result = await compare({
				ours: await inProcess(ca),
				rival: () => byOpenssl(folder),
				rounds: 41,
				// The library takes some dozen certificates until it is compiled.
				warmUp: 40,
			});
			return [
				ratioRow(result, {
					what: 'issue a P-256 test certificate, in process',
					against: 'the `openssl` commands for the same (key, CSR, sign)',
					limit: 0.15,
				}),
			];
		} finally {
			await rm(folder, { recursive: true });
		}
	},
};

/**
 * The same CA for both, and the extensions that a test certificate has.
 *
 * @param {string} folder
 */
async function makeAuthority(folder) {
	const subject = ['-subj', '/CN=Bench CA'];
	await openssl(folder, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca.ec.key');
	await openssl(folder, 'pkcs8', '-topk8', '-nocrypt', '-in', 'ca.ec.key', '-out', 'ca.key');
	await openssl(folder, 'req', '-x509', '-new', '-key', 'ca.key', ...subject, '-out', 'ca.crt');
	const extensions = [
		'basicConstraints=critical,CA:FALSE',
		'keyUsage=critical,digitalSignature',
		'extendedKeyUsage=serverAuth,clientAuth',
		'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1',
		'subjectKeyIdentifier=hash',
		'authorityKeyIdentifier=keyid',
	];
	await writeFile(join(folder, 'leaf.cnf'), `${extensions.join('\n')}\n`);
	return {
		certificate: await readFile(join(folder, 'ca.crt'), 'utf8'),
		key: await readFile(join(folder, 'ca.key'), 'utf8'),
	};
}

/** @param {string} folder */
async function byOpenssl(folder) {
	await openssl(folder, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'leaf.key');
	const subject = ['-subj', '/CN=localhost'];
	await openssl(folder, 'req', '-new', '-key', 'leaf.key', ...subject, '-out', 'leaf.csr');
	await openssl(
		folder,
		...['x509', '-req', '-in', 'leaf.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-sha256'],
		...['-set_serial', '0x4a0b0c0d0e0f101112131415161718191a1b1c1d', '-days', '30'],
		...['-extfile', 'leaf.cnf', '-out', 'leaf.crt'],
	);
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
function openssl(folder, ...args) {
	return execute('openssl', args, { cwd: folder });
}

/**
 * From the CA's PEM and key to the certificate's and the key's PEM, as `openssl` does it, reading the CA each time.
 *
 * @param {{ certificate: string, key: string }} ca
 * @returns {Promise<() => Promise<void>>}
 */
async function inProcess(ca) {
	/** @type {typeof import('../../src/core/x509/write/certificate.js') & typeof import('../../src/core/x509/write/keys.js')} */
	const { generateKey, loadSigningKey, makeIssuer, writeLeaf } = await loadSource(
		'issue',
		`export * from './src/core/x509/write/certificate.js';
		 export * from './src/core/x509/write/keys.js';`,
	);
	return async () => {
		const issuer = makeIssuer(ca.certificate, await loadSigningKey(ca.key));
		const { privateKeyPem, publicKey } = await generateKey('P-256');
		const { pem } = await writeLeaf(
			{
				subject: 'CN=localhost',
				names: [
					{ type: 'dns', value: 'localhost' },
					{ type: 'ip', value: '127.0.0.1' },
					{ type: 'ip', value: '::1' },
				],
				usage: 'both',
				publicKey,
				now: new Date(),
				ttlSeconds: 30 * 86_400,
			},
			issuer,
		);
		if (!pem.startsWith('-----BEGIN CERT') || !privateKeyPem.includes('PRIVATE KEY-----')) {
			throw new Error('nothing was issued');
		}
	};
}
