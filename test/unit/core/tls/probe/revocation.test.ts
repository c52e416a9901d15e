/** Whether certificates are revoked: asked of a real responder, and read in real CRLs. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { fetchFile } from '../../../../../src/core/http/fetchFile.js';
import {
	askAboutRevocation,
	revocationUrls,
	type RevocationAnswer,
} from '../../../../../src/core/tls/probe/revocation.js';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import type { ChainItem } from '../../../../../src/core/x509/chain.js';
import { type Certificate, makeCertificate, makeRoot } from '../../../../matrix/material.js';
import { extension, octets, oid, sequence, tlv } from '../../../../support/der.js';
import { Listening } from '../../../../support/listening.js';
import { makeLocalHost } from '../../../../support/localHost.js';
import { Openssl } from '../../../../support/opensslFolder.js';

const uri = (text: string) => tlv(0x86, text);

/** RFC 5280, 4.2.2.1 and 4.2.1.13. */
const naming = (origin: string) => [
	extension(
		'1.3.6.1.5.5.7.1.1',
		sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uri(`${origin}/ocsp`))),
	),
	extension('2.5.29.31', sequence(sequence(tlv(0xa0, tlv(0xa0, uri(`${origin}/ca.crl`)))))),
];

describe('revocation, as a probe asks about it', () => {
	const openssl = new Openssl();
	const authority = makeRoot('Revoking CA', { keyUsage: 0x06 });
	const other = makeRoot('Revoking CA', { keyUsage: 0x06 });
	let listening: Listening;
	let origin = '';
	/** What the server says instead. */
	let crl: Buffer | undefined;
	let signer = 'ca';
	const asked: string[] = [];

	before(async () => {
		for (const [name, { pem, keyPem }] of [
			['ca', authority],
			['other', other],
		] as const) {
			openssl.write(`${name}.pem`, pem);
			openssl.write(`${name}.key`, keyPem);
		}
		listening = new Listening();
		const server = createServer((request, response) => {
			asked.push(request.url ?? '');
			void answer(request.url ?? '').then((bytes) => response.end(bytes));
		});
		origin = `http://127.0.0.1:${await listening.listen(server)}`;
	});
	beforeEach(() => {
		asked.length = 0;
		crl = undefined;
		signer = 'ca';
	});
	after(async () => {
		openssl.dispose();
		await listening.close();
	});

	async function answer(url: string): Promise<Buffer> {
		const { readFile } = await import('node:fs/promises');
		if (url === '/ca.crl') return crl ?? Buffer.alloc(0);
		const request = Buffer.from(decodeURIComponent(url.slice('/ocsp/'.length)), 'base64');
		const file = openssl.write('request.der', request);
		const response = openssl.write('response.der', '');
		await openssl.run(
			...['ocsp', '-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', `${signer}.pem`],
			...['-rkey', `${signer}.key`, '-reqin', file, '-respout', response, '-ndays', '1'],
		);
		return readFile(response);
	}

	function issue(): Certificate {
		return makeCertificate({
			...{ name: 'revoked.test', issuer: authority, ca: false, dns: ['revoked.test'] },
			extensions: naming(origin),
		});
	}

	function index(leaf: Certificate, revoked: boolean): void {
		const serial = readCertificate(leaf.der).serialNumber.toUpperCase();
		const state = revoked ? `R\t491231235959Z\t261101000000Z,keyCompromise` : 'V\t491231235959Z\t';
		openssl.write('index.txt', `${state}\t${serial}\tunknown\t/CN=revoked.test\n`);
		openssl.write('ca.cnf', config);
	}

	const config = [
		...['[ca]', 'default_ca = own', '[own]', 'database = index.txt', 'crlnumber = crlnumber'],
		...['default_md = sha256', 'default_crl_days = 1'],
	].join('\n');

	/** Signed with OpenSSL. */
	async function writeCrl(): Promise<Buffer> {
		const { readFile } = await import('node:fs/promises');
		openssl.write('crlnumber', '01\n');
		const own = ['-cert', `${signer}.pem`, '-keyfile', `${signer}.key`];
		await openssl.run('ca', '-gencrl', '-config', 'ca.cnf', ...own, '-out', 'ca.crl');
		return readFile(`${openssl.folder}/ca.crl`);
	}

	async function ask(
		leaf: Certificate,
		known: readonly Certificate[] = [authority],
		now = new Date(),
	): Promise<readonly RevocationAnswer[]> {
		const host = await makeLocalHost();
		try {
			return await askAboutRevocation({
				...{ chain: [item(leaf)], known: known.map(item), now },
				signal: new AbortController().signal,
				fetch: (url, limit, signal) => fetchFile(url, { host, limit, signal, timeoutMs: 5000 }),
			});
		} finally {
			await host.remove();
		}
	}

	const item = ({ der }: Certificate): ChainItem => ({ der, facts: readCertificate(der) });
	const said = (answers: readonly RevocationAnswer[]) =>
		answers.map(({ source, status, doubt }) => `${source} ${status} ${doubt ?? ''}`.trim());

	it('is told by the responder and the CRL', async () => {
		const leaf = issue();
		assert.deepEqual(
			revocationUrls([item(leaf)]).map(({ pathname }) => pathname),
			['/ocsp', '/ca.crl'],
		);
		index(leaf, false);
		crl = await writeCrl();
		assert.deepEqual(said(await ask(leaf)), ['ocsp good', 'crl good']);
		index(leaf, true);
		crl = await writeCrl();
		const answers = await ask(leaf);
		assert.deepEqual(said(answers), ['ocsp revoked', 'crl revoked']);
		for (const { revokedAt, reason, url } of answers) {
			assert.equal(revokedAt, '2026-11-01T00:00:00Z');
			assert.equal(reason, 'keyCompromise');
			assert.ok(url?.startsWith(origin));
		}
	});

	it('is not believed where it is signed by somebody else, or out of date', async () => {
		const leaf = issue();
		index(leaf, false);
		signer = 'other';
		crl = await writeCrl();
		assert.deepEqual(said(await ask(leaf)), [
			'ocsp unknown badSignature',
			'crl unknown badSignature',
		]);
		signer = 'ca';
		crl = await writeCrl();
		const later = new Date(Date.now() + 3 * 86_400_000);
		assert.deepEqual(said(await ask(leaf, [authority], later)), [
			...['ocsp unknown outOfDate', 'crl unknown outOfDate'],
		]);
	});

	it('asks nobody where the issuer is not known, and says when no answer came', async () => {
		const leaf = issue();
		index(leaf, false);
		assert.deepEqual(said(await ask(leaf, [])), ['ocsp unknown noIssuer', 'crl unknown noIssuer']);
		assert.deepEqual(asked, []);
		assert.deepEqual(said(await ask(leaf)), ['ocsp good', 'crl unknown notListed']);
	});

	it('does not believe a CRL that is for other certificates', async () => {
		const leaf = issue();
		index(leaf, false);
		openssl.write(
			'ca.cnf',
			`${config}\ncrl_extensions = scope\n[scope]\nissuingDistributionPoint = critical, @point\n[point]\nonlyCA = TRUE\n`,
		);
		crl = await writeCrl();
		assert.deepEqual(said(await ask(leaf)), ['ocsp good', 'crl unknown notListed']);
	});

	it('does not take octets for more than they are', () => {
		const odd = makeCertificate({ name: 'odd', extensions: [extension('2.5.29.31', octets('x'))] });
		assert.deepEqual(revocationUrls([item(odd)]), []);
	});
});
