/** Who signed an OCSP response: those of openssl, beside the certificate of their issuer and without it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPem } from '../../../src/core/find/pem.js';
import { textOf } from '../../support/factsText.js';
import { PanelInTest } from '../../support/detailsPanel.js';
import { emptyWorkspace, WorkspaceFolder } from '../../support/editor.js';
import { Openssl } from '../../support/opensslFolder.js';

const extensions = `
[authority]
basicConstraints=critical,CA:TRUE
[responder]
extendedKeyUsage=OCSPSigning
[other]
extendedKeyUsage=serverAuth
`;

describe('the signature of an OCSP response', function () {
	this.timeout(60_000);
	const openssl = new Openssl();
	const shown = new PanelInTest();
	let folder: WorkspaceFolder;
	const read = (name: string) => readFileSync(join(openssl.folder, name));
	const pem = (name: string) => read(`${name}.pem`).toString();

	const newKey = (name: string) =>
		openssl.run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);

	async function issue(name: string, subject: string, kind: string): Promise<void> {
		await newKey(name);
		const request = ['-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`];
		await openssl.run('req', ...request);
		const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-extfile', 'x.cnf', '-extensions', kind];
		await openssl.run(
			...['x509', '-req', '-in', `${name}.csr`, ...signing, '-CAcreateserial'],
			...['-days', '30', '-out', `${name}.pem`],
		);
	}

	/** The status of `leaf` is that of the index. */
	async function respond(signer: string, ...options: readonly string[]): Promise<Buffer> {
		await openssl.run(
			...['ocsp', '-index', 'index.txt', '-CA', 'ca.pem', '-reqin', 'asked.der', '-ndays', '3'],
			...['-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`, '-respout', 'response.der'],
			...options,
		);
		return read('response.der');
	}

	before(async () => {
		folder = new WorkspaceFolder();
		openssl.write('x.cnf', extensions);
		await newKey('ca');
		await openssl.run(
			...['req', '-x509', '-new', '-key', 'ca.key', '-subj', '/O=Field Lab/CN=Status CA'],
			...['-days', '300', '-out', 'ca.pem'],
		);
		await issue('responder', '/CN=Status Responder', 'responder');
		await issue('stranger', '/CN=Stranger', 'other');
		await issue('leaf', '/CN=leaf.test', 'other');
		await openssl.run(
			...['ocsp', '-issuer', 'ca.pem', '-cert', 'leaf.pem', '-no_nonce', '-reqout', 'asked.der'],
		);
		const serial = (await openssl.run('x509', '-in', 'leaf.pem', '-noout', '-serial')).slice(7);
		openssl.write(
			'index.txt',
			`R\t301231000000Z\t261101000000Z,keyCompromise\t${serial.trim()}\tunknown\t/CN=leaf.test\n`,
		);
	});
	after(() => {
		openssl.dispose();
		folder.remove();
	});

	const rowOf = (text: string) => /^Signature +(.*)$/m.exec(text)?.[1];
	const beside = (response: Buffer, ...names: readonly string[]) =>
		textOf([toPem('OCSP RESPONSE', response), ...names.map(pem)].join('\n'));

	it('is verified where the issuer is in the same file', async () => {
		const text = await beside(await respond('responder'), 'ca');
		assert.equal(rowOf(text), 'Verified: signed by Status Responder, authorized by Status CA');
		assert.match(text, /^OCSP response: Status Responder\nCertificate revoked · Current · next /);
		const own = await beside(await respond('ca', '-resp_no_certs', '-resp_key_id'), 'leaf', 'ca');
		assert.equal(rowOf(own), 'Verified: signed by Status CA');
		// One that signs itself sends its own certificate along.
		assert.equal(rowOf(await textOf(await respond('ca'))), 'Verified: signed by Status CA');
	});

	it('is not that of the issuer where somebody else made it, or where a bit was changed', async () => {
		const not = 'Not signed by Status CA or a responder that it authorized';
		assert.equal(rowOf(await beside(await respond('stranger'), 'ca')), not);
		const response = Buffer.from(await respond('ca', '-resp_no_certs'));
		// The last byte belongs to the signature.
		response[response.length - 1] = (response.at(-1) ?? 0) ^ 1;
		assert.equal(rowOf(await beside(response, 'ca')), not);
	});

	it('is not checked where the issuer is not at hand', async () => {
		const response = await respond('responder');
		const words = /^Signed by Status Responder, not verified: the issuer’s certificate/;
		assert.match(rowOf(await textOf(response)) ?? '', words);
		// Another CA of the same name did not issue the certificate.
		await newKey('namesake');
		await openssl.run(
			...['req', '-x509', '-new', '-key', 'namesake.key', '-subj', '/O=Field Lab/CN=Status CA'],
			...['-out', 'namesake.pem'],
		);
		assert.match(rowOf(await beside(response, 'namesake')) ?? '', words);
		const bare = await respond('responder', '-resp_no_certs');
		assert.match(rowOf(await textOf(bare)) ?? '', /^Not checked: the issuer’s certificate/);
	});

	it('is verified where the issuer is elsewhere in the workspace', async () => {
		emptyWorkspace();
		folder = new WorkspaceFolder();
		folder.write('authorities/all.pem', pem('stranger') + pem('ca'));
		const content = await respond('responder');
		const uri = folder.write('status.der', content);
		await shown.services.workspace.read();
		await shown.show({ title: 'status.der', content, uri });
		const row = shown.view.rows.find(({ label }) => label === 'Signature');
		assert.deepEqual(row?.values, [
			'Verified: signed by Status Responder, authorized by Status CA',
		]);
		assert.equal(shown.view.verdict?.verdict, 'revoked');
	});
});
