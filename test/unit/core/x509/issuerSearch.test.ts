import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decode } from '../../../../src/core/decode/decode.js';
import { insertCertificate } from '../../../../src/core/diagnostics/fixes/insertCertificate.js';
import { applied } from '../../../../src/core/diagnostics/fixes/placeOfBlock.js';
import { isPkiError } from '../../../../src/core/common/errors.js';
import { fetchFile } from '../../../../src/core/http/fetchFile.js';
import { readCertificate } from '../../../../src/core/x509/certificate.js';
import { issuerAmong, issuerUrls } from '../../../../src/core/x509/issuerSearch.js';
import { makeCertificate, makeRoot } from '../../../matrix/material.js';
import { extension, oid, sequence, tlv } from '../../../support/der.js';

const issuing = makeRoot('Issuing CA');
const namesake = makeRoot('Issuing CA');
const access = (...urls: readonly string[]) =>
	extension(
		'1.3.6.1.5.5.7.1.1',
		sequence(...urls.map((url) => sequence(oid('1.3.6.1.5.5.7.48.2'), tlv(0x86, url)))),
	);
const urls = ['http://ca.test/issuing.crt', 'ldap://ca.test/', 'http://user:word@ca.test/'];
const leaf = makeCertificate({ name: 'web.test', issuer: issuing, extensions: [access(...urls)] });
const child = { der: leaf.der, facts: readCertificate(leaf.der) };

describe('the issuer of a certificate', () => {
	it('is the one that signed it, not one of the same name', () => {
		const blocks = decode(leaf.pem + namesake.pem + issuing.pem);
		assert.deepEqual(issuerAmong(child, blocks), issuing.der);
		assert.equal(issuerAmong(child, decode(namesake.pem + leaf.pem)), undefined);
	});

	it('may be fetched over HTTP, without user names in the URL', () => {
		assert.deepEqual(
			issuerUrls(child.facts).map(({ href }) => href),
			['http://ca.test/issuing.crt'],
		);
	});

	for (const [what, path, place] of [
		['a PEM file', '/tls/web.pem', (pem: string) => pem],
		['CRLF', '/tls/web.pem', (pem: string) => pem.replaceAll('\n', '\r\n')],
		['YAML', '/a.yaml', (pem: string) => `a:\n  b: |\n${pem.replace(/^(?=.)/gm, '    ')}  c: 1\n`],
		['JSON', '/a.json', (pem: string) => `{"a": "${pem.replaceAll('\n', '\\n')}"}`],
		['comments', '/a.txt', (pem: string) => `${pem.replace(/^(?=.)/gm, '# ')}x`],
	] as const) {
		it(`is put below it as ${what} is written`, () => {
			const text = place(leaf.pem);
			const [block] = decode(text);
			assert.ok(block);
			const edit = insertCertificate({ text, path, blocks: [block] }, block, issuing.der);
			assert.ok(edit);
			assert.equal(applied(text, [edit]), place(leaf.pem + issuing.pem));
		});
	}

	it('is not put where the form of the block cannot be kept', () => {
		const split = leaf.pem.trimEnd().split('\n').join('\\n" +\n"');
		for (const text of [`x = "${split}"`, Buffer.from(leaf.pem).toString('base64')]) {
			const [block] = decode(text);
			assert.ok(block);
			assert.equal(insertCertificate({ text, blocks: [block] }, block, issuing.der), undefined);
		}
	});
});

describe('fetching a file', () => {
	let server: Server;
	let base: string;
	const seen: Readonly<Record<string, unknown>>[] = [];
	before(async () => {
		server = createServer((request, response) => {
			seen.push(request.headers);
			if (request.url === '/moved') response.writeHead(302, { location: '/der' }).end();
			else if (request.url === '/large') response.end(Buffer.alloc(5000));
			else if (request.url === '/slow') response.write('x');
			else response.end(issuing.der);
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	after(() => {
		server.closeAllConnections();
		server.close();
	});

	const fetch = (path: string, timeoutMs = 10_000) =>
		fetchFile(new URL(path, base), {
			host: {
				readFile: () => Promise.reject(new Error('no file is read')),
				listFiles: () => Promise.resolve([]),
				secrets: { get: () => Promise.resolve(undefined) },
			},
			signal: new AbortController().signal,
			limit: 4096,
			timeoutMs,
		});

	it('answers its bytes, and sends nothing that tells who asks', async () => {
		assert.deepEqual(await fetch('/der'), issuing.der);
		const names = Object.keys(seen.at(-1) ?? {});
		assert.deepEqual(
			names.filter((name) => !['host', 'connection'].includes(name)),
			[],
		);
	});

	for (const [path, code, timeoutMs] of [
		['/moved', 'notFound', undefined],
		['/large', 'tooLarge', undefined],
		['/slow', 'timeout', 100],
	] as const) {
		it(`rejects with ${code} for ${path}`, async () => {
			await assert.rejects(fetch(path, timeoutMs), (error) => isPkiError(error, code));
		});
	}
});
