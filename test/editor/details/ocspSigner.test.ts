/** Who signed an OCSP response: those of openssl, beside the certificate of their issuer and without it. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toPem } from '../../../src/core/find/pem.js';
import {
	describeAsText,
	describeBlock,
	surroundingsOf,
} from '../../../src/details/page/describe.js';
import { readSubject } from '../../../src/details/page/subject.js';
import { renderText } from '../../../src/details/page/text.js';
import { textOf } from '../../support/factsText.js';
import { PanelInTest } from '../../support/detailsPanel.js';
import { emptyWorkspace, eventually, WorkspaceFolder } from '../../support/editor.js';
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

	async function anotherAuthority(name = 'another'): Promise<string> {
		await newKey(name);
		await openssl.run(
			...['req', '-x509', '-new', '-key', `${name}.key`, '-subj', `/O=Field Lab/CN=${name}`],
			...['-out', `${name}.pem`],
		);
		return pem(name);
	}

	const verified = 'Verified: signed by Status Responder, authorized by Status CA';
	const rowOf = (text: string) => /^Signature +(.*)$/m.exec(text)?.[1];
	const beside = (response: Buffer, ...names: readonly string[]) =>
		textOf([toPem('OCSP RESPONSE', response), ...names.map(pem)].join('\n'));

	it('is verified where the issuer is in the same file', async () => {
		const text = await beside(await respond('responder'), 'ca');
		assert.equal(rowOf(text), verified);
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

	const signatureShown = () =>
		shown.view.rows.find(({ label }) => label === 'Signature')?.values.join();

	function newFolder(): void {
		emptyWorkspace();
		folder = new WorkspaceFolder();
	}

	it('is verified where the issuer is elsewhere in the workspace', async () => {
		newFolder();
		folder.write('authorities/all.pem', pem('stranger') + pem('ca'));
		const content = await respond('responder');
		const uri = folder.write('status.der', content);
		await shown.services.workspace.read();
		await shown.show({ title: 'status.der', content, uri });
		assert.equal(signatureShown(), verified);
		assert.equal(shown.view.verdict?.verdict, 'revoked');
		// Files are searched when the page is there.
		const { html } = shown.panel.tab.webview;
		assert.match(html, /Status Responder/);
		assert.ok(!html.includes(verified));
	});

	it('is looked at anew when a CA is added to a file that has one already', async () => {
		newFolder();
		const { workspace } = shown.services;
		const another = await anotherAuthority();
		const file = folder.write('authorities/grown.pem', another);
		const content = await respond('responder');
		await workspace.read();
		await shown.show({ title: 'status.der', content, uri: folder.write('status.der', content) });
		assert.match(signatureShown() ?? '', /^Signed by Status Responder, not verified/);
		folder.write('authorities/grown.pem', another + pem('ca'));
		await eventually('the CA in the index', () =>
			workspace.blocksIn(file).some(({ name }) => name === 'Status CA') ? true : undefined,
		);
		await shown.press({ type: 'select', index: 0 });
		assert.equal(signatureShown(), verified);
	});

	it('needs each file of the workspace once, however many responses are described', async () => {
		newFolder();
		const { workspace } = shown.services;
		const file = folder.write('authorities/once.pem', pem('ca'));
		await workspace.read();
		const responses = [await respond('responder'), await respond('ca', '-resp_no_certs')];
		const content = responses.map((der) => toPem('OCSP RESPONSE', der)).join('\n');
		const subject = await readSubject({ title: 'status.pem', content });
		const surroundings = surroundingsOf(subject, workspace);
		const options = { raw: false, workspace, surroundings };
		const texts: string[] = [];
		for (const block of subject.blocks) {
			texts.push(renderText(await describeBlock(subject, block, options)));
			rmSync(file.fsPath, { force: true });
		}
		assert.deepEqual(texts.map(rowOf), [verified, 'Verified: signed by Status CA']);
	});

	it('is looked for again where other responses used up what one view reads', async () => {
		newFolder();
		const { workspace } = shown.services;
		const responses: string[] = [];
		for (const name of ['first', 'second', 'third']) {
			const own = await anotherAuthority(name);
			responses.push(toPem('OCSP RESPONSE', await respond(name)));
			for (let index = 0; index < 16; index += 1) {
				folder.write(`${name}/${index}.pem`, name === 'third' ? own + pem('ca') : own);
			}
		}
		await workspace.read();
		const subject = await readSubject({ title: 'status.pem', content: responses.join('\n') });
		const rows = (await describeAsText(subject, workspace)).match(/^Signature .*$/gm) ?? [];
		assert.equal(rows.length, 3);
		for (const row of rows) assert.match(row, /Signed by \w+, not verified/);
		const [, , last] = subject.blocks;
		assert.ok(last);
		const again = renderText(await describeBlock(subject, last, { raw: false, workspace }));
		assert.equal(rowOf(again), 'Not signed by Status CA or a responder that it authorized');
	});
});
