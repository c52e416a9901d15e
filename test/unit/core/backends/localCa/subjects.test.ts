import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../../../../src/core/backends/contract/backend.js';
import { DerCursor, tags } from '../../../../../src/core/x509/asn1/der.js';
import { firstPemDer } from '../../../../../src/core/find/pem.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';

/** OpenSSL's configuration of a subject; `oids` are types that it has no name for. */
const subjects: Readonly<
	Record<string, { readonly lines: readonly string[]; readonly mask?: string }>
> = {
	'types that have no name': {
		lines: ['CN = a.test', 'oddOid = odd value', 'farOid = far away', 'OU = Ops'],
	},
	'RDNs of several values': {
		lines: ['O = Lab', 'CN = b.test', '+UID = web-1', '+oddOid = x', 'serialNumber = 00-17'],
	},
	PrintableString: { lines: ['C = DE', 'O = Lab (1)', 'CN = c.test'], mask: 'MASK:0x2' },
	T61String: { lines: ['O = Café Zürich', 'CN = d.test'], mask: 'MASK:0x4' },
	BMPString: { lines: ['O = Zürich Ωmega', 'CN = e.test'], mask: 'MASK:0x800' },
	UniversalString: { lines: ['O = Zürich 😀', 'CN = f.test'], mask: 'MASK:0x100' },
	'a country of no two letters and an empty value': { lines: ['CN = g.test', 'oddOid = ""'] },
	'characters that RFC 4514 escapes': { lines: ['CN = "Doe, \\"Jo\\" + <x>;"', 'O = "#1 = x"'] },
};

const config = (lines: readonly string[], mask = 'utf8only') => `
oid_section = oids
[oids]
oddOid = 1.2.3.4
farOid = 1.3.6.1.4.1.311.34359738367.1
[req]
prompt = no
utf8 = yes
string_mask = ${mask}
distinguished_name = subject
[subject]
${lines.map((line, index) => (line.startsWith('+') ? line.replace('+', `${index}.+`) : `${index}.${line}`)).join('\n')}
`;

describe('Local CA: the subject of a request', () => {
	let host: LocalHost;
	let backend: Backend;
	let folder: string;

	before(async () => {
		host = await makeLocalHost();
		backend = await host.connect();
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-subjects-'));
	});
	after(async () => {
		rmSync(folder, { recursive: true, force: true });
		await host.remove();
	});

	for (const [title, { lines, mask }] of Object.entries(subjects)) {
		it(`is copied as it is encoded: ${title}`, async () => {
			const [file, key] = [join(folder, 'x.cnf'), join(folder, 'x.key')];
			writeFileSync(file, config(lines, mask));
			const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
			const request = execFileSync(
				'openssl',
				['req', '-new', '-config', file, ...kind, '-keyout', key],
				{ stdio: ['ignore', 'pipe', 'ignore'] },
			).toString();
			const signed = await backend.sign?.({ mount: 'local', role: 'server', request });
			assert.ok(signed);
			const [subject, wanted] = [nameIn(signed.certificatePem, 5), nameIn(request, 1)];
			assert.ok(wanted.length > 20);
			assert.equal(subject.toString('hex'), wanted.toString('hex'));
			const [issuer = ''] = signed.chainPem;
			const certificate = new X509Certificate(signed.certificatePem);
			assert.ok(certificate.verify(new X509Certificate(issuer).publicKey));
		});
	}

	it('is another one where a common name is given beside it', async () => {
		const request = execFileSync(
			'openssl',
			[
				...['req', '-new', '-subj', '/CN=own.test/O=Lab', '-nodes', '-newkey', 'ed25519'],
				...['-keyout', join(folder, 'y.key')],
			],
			{ stdio: ['ignore', 'pipe', 'ignore'] },
		).toString();
		const wishes = { mount: 'local', role: 'server', request };
		const signed = await backend.sign?.({ ...wishes, commonName: 'other.test' });
		assert.equal(new X509Certificate(signed?.certificatePem ?? '').subject, 'CN=other.test');
	});
});

/** The Name at that place of the part that is signed. */
function nameIn(pem: string, index: number): Buffer {
	const label = pem.includes('CERTIFICATE REQUEST') ? 'CERTIFICATE REQUEST' : 'CERTIFICATE';
	const der = firstPemDer(pem, label);
	assert.ok(der);
	const body = DerCursor.over(der).expect(tags.sequence).enter().expect(tags.sequence).enter();
	let found = Buffer.alloc(0);
	for (let place = 0; place <= index; place++) found = Buffer.from(body.read().element());
	return found;
}
