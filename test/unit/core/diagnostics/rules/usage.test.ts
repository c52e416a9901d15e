/** Signatures, and what certificates may be used for. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Finding } from '../../../../../src/core/diagnostics/analyze.js';
import { extensionOids } from '../../../../../src/core/x509/asn1/oid.js';
import { extension } from '../../../../support/der.js';
import { decode } from '../../../../../src/core/decode/decode.js';
import {
	keyUsages,
	makeCertificate,
	makeRoot,
	rsaKeys,
	type Wish,
} from '../../../../matrix/material.js';
import { check, findingsOf, pem, type Circumstances } from './said.js';

const run = promisify(execFile);
const root = makeRoot('Root');
const rsaRoot = makeRoot('RSA Root', { keys: rsaKeys() });
const leafOf = (wish: Partial<Wish> = {}) =>
	makeCertificate({ name: 'web.test', issuer: root, ca: false, ...wish });

describe('weak signatures', () => {
	const weak = makeRoot('Weak', { issuer: root, digest: 'sha1' });
	check([
		['SHA-256', leafOf().pem, []],
		['SHA-1', leafOf({ digest: 'sha1' }).pem, ['sha1Signature error']],
		['SHA-1 by RSA', leafOf({ digest: 'sha1', issuer: rsaRoot }).pem, ['sha1Signature error']],
		['MD5', leafOf({ digest: 'md5', issuer: rsaRoot }).pem, ['md5Signature error']],
		['a root’s own', makeRoot('a', { digest: 'sha1' }).pem, []],
		[
			'an intermediate’s',
			makeRoot('a', { issuer: root, digest: 'sha1' }).pem,
			['sha1Signature warning'],
		],
		['an intermediate’s in a chain', pem(leafOf({ issuer: weak }), weak), ['sha1Signature error']],
		[
			'an intermediate’s in a trust store',
			pem(root, makeRoot('a'), makeRoot('b', { issuer: root, digest: 'sha1' })),
			['sha1Signature information'],
		],
	]);
});

describe('the purpose that a name tells', () => {
	const client = leafOf({ usages: ['clientAuth'] }).pem;
	const server = leafOf({ usages: ['serverAuth'] }).pem;
	const hinted = (text: string, hint: string): Circumstances => ({
		blocks: decode(text).map((block) => ({ ...block, hint })),
	});
	check([
		[
			'a client’s in server.pem',
			client,
			['serverWithoutServerAuth warning'],
			{ path: '/c/server.pem' },
		],
		['a client’s in client.pem', client, [], { path: '/c/client.pem' }],
		['a client’s in a folder', client, [], { path: '/server/web.pem' }],
		['a client’s in observer.pem', client, [], { path: '/c/observer.pem' }],
		[
			'a server’s in my-client.crt',
			server,
			['clientWithoutClientAuth warning'],
			{ path: '/c/my-client.crt' },
		],
		['a server’s in client-server.crt', server, [], { path: '/c/client-server.crt' }],
		[
			'a server’s in VAULT_CLIENT_CERT',
			server,
			['clientWithoutClientAuth warning'],
			hinted(server, 'VAULT_CLIENT_CERT'),
		],
		[
			'a server’s in mtls.cert_file',
			server,
			['clientWithoutClientAuth warning'],
			hinted(server, 'mtls.cert_file'),
		],
		[
			'a client’s in tlsServerCert',
			client,
			['serverWithoutServerAuth warning'],
			{ hint: 'tlsServerCert' },
		],
		['one for everything', leafOf().pem, [], { path: '/c/client.pem' }],
		['a client’s CA', makeRoot('a', { usages: ['serverAuth'] }).pem, [], { path: '/c/client.pem' }],
	]);
});

describe('usages that contradict', () => {
	const rsa = { keys: rsaKeys() };
	check([
		[
			'a server that may sign',
			leafOf({ usages: ['serverAuth'], keyUsage: keyUsages.digitalSignature }).pem,
			[],
		],
		[
			'an RSA server that may encrypt keys',
			leafOf({ ...rsa, usages: ['serverAuth'], keyUsage: keyUsages.keyEncipherment }).pem,
			[],
		],
		[
			'an EC server that may only encrypt keys',
			leafOf({ usages: ['serverAuth'], keyUsage: keyUsages.keyEncipherment }).pem,
			['keyUsageConflict warning'],
		],
		[
			'a client that may only encrypt keys',
			leafOf({ ...rsa, usages: ['clientAuth'], keyUsage: keyUsages.keyEncipherment }).pem,
			['keyUsageConflict warning'],
		],
		[
			'a code signer that may not sign',
			leafOf({ usages: ['codeSigning'], keyUsage: keyUsages.keyAgreement }).pem,
			['keyUsageConflict information'],
		],
		['a CA for servers', makeRoot('a', { usages: ['serverAuth'] }).pem, []],
		[
			'a server by its name that may only sign certificates',
			leafOf({ keyUsage: keyUsages.keyCertSign }).pem,
			['keyUsageConflict warning'],
			{ path: '/c/server.pem' },
		],
		[
			'the same where nothing tells its purpose',
			leafOf({ keyUsage: keyUsages.keyCertSign }).pem,
			[],
		],
	]);
});

describe('flags of CAs', () => {
	check([
		[
			'a host that is a CA',
			leafOf({ ca: true, dns: ['web.test'] }).pem,
			['leafWithCaTrue information'],
		],
		['one that signed itself', makeCertificate({ name: 'a', ca: true, dns: ['web.test'] }).pem, []],
		['a host that is none', leafOf({ dns: ['web.test'] }).pem, []],
		[
			'an intermediate for servers',
			makeRoot('a', { issuer: root, usages: ['serverAuth'] }).pem,
			[],
		],
	]);
});

describe('critical extensions', () => {
	const own = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0), true);
	const odd = makeRoot('Odd', { issuer: root, extensions: [own] });
	const harmless = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0));
	check([
		['an unknown one', leafOf({ extensions: [own] }).pem, ['unknownCriticalExtension error']],
		[
			'one that OpenSSL knows and Go does not',
			leafOf({
				extensions: [extension(extensionOids.netscapeCertType, Buffer.of(3, 2, 6, 64), true)],
			}).pem,
			['unknownCriticalExtension warning'],
		],
		['one of a CA', makeRoot('a', { extensions: [own] }).pem, ['unknownCriticalExtension warning']],
		[
			'one of a CA in a chain',
			pem(leafOf({ issuer: odd }), odd),
			['unknownCriticalExtension error'],
		],
		['one that is not critical', leafOf({ extensions: [harmless] }).pem, []],
		[
			'those that clients know',
			leafOf({ keyUsage: keyUsages.digitalSignature, dns: ['a.test'] }).pem,
			[],
		],
	]);
});

describe('unknown critical extensions are those that OpenSSL', () => {
	it('does not know, of those that have a name', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'pki-critical-'));
		try {
			const oids = Object.values(extensionOids);
			const trust = join(folder, 'root.pem');
			await writeFile(trust, root.pem);
			const refused: string[] = [];
			for (const oid of oids) {
				const leaf = leafOf({ extensions: [extension(oid, Buffer.of(5, 0), true)] });
				const file = join(folder, 'leaf.pem');
				await writeFile(file, leaf.pem);
				const { code, severity } = (await findingsOf(leaf.pem)).find(isAboutCritical) ?? {};
				const verify = ['verify', '-CAfile', trust, file];
				const { stderr } = await run('openssl', verify).catch(
					(error: unknown) => error as { readonly stderr: string },
				);
				// A warning: only others do not know it.
				if (severity === 'error') assert.match(stderr, unhandled, oid);
				else if (code) assert.doesNotMatch(stderr, unhandled, oid);
				if (severity === 'error') refused.push(oid);
			}
			assert.ok(refused.length > 20 && refused.length < oids.length, String(refused.length));
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});

const unhandled = /unhandled critical extension/;

function isAboutCritical({ code }: Finding): boolean {
	return code === 'unknownCriticalExtension';
}
