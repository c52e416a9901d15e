/** Facts in words of what others write: Windows, pipelines, devices, CAs with delta CRLs, post-quantum trials. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describeAsText, describeBlock } from '../../../src/details/page/describe.js';
import { keptOf } from '../../../src/details/kept.js';
import { readSubject } from '../../../src/details/page/subject.js';
import { renderText } from '../../../src/details/page/text.js';
import { buildView } from '../../../src/details/view.js';
import { explainExtension } from '../../../src/ui/facts/extensions.js';
import { derOf, pemOf } from '../../support/certificates.js';
import {
	bits,
	boolean,
	commonName,
	crl,
	extension,
	generalizedTime,
	integer,
	oid,
	request,
	sequence,
	tlv,
	utcTime,
} from '../../support/der.js';
import { textOf } from '../../support/factsText.js';
import {
	deviceRequest,
	pipelineCertificate,
	windowsCertificate,
} from '../../support/foreignSamples.js';

const hexOf = (text: string): string => Buffer.from(text).toString('hex');
const authority = [extension('2.5.29.19', sequence(boolean(true)), true)];

describe('facts in words of what others write', () => {
	it('says in words what a Windows domain’s certificate holds', async () => {
		const text = await textOf(windowsCertificate);
		assert.match(text, /^Names +user principal name alice@corp\.field\.test$/m);
		assert.match(text, /^For +Client authentication and smart card logon$/m);
		assert.match(text, /^Microsoft security identifier \(SID\) .*\n.*\n {2}- S-1-5-21-1{10}-/m);
		assert.match(text, /^ {2}- Version: 100\.7$/m);
		assert.match(text, /^ {2}- User principal name alice@corp\.field\.test$/m);
		assert.match(
			text,
			/^Microsoft application policies .*\n.*\n {2}- client .*\n {2}- smart card/m,
		);
		assert.ok(!text.includes('in hex'), text);
	});

	it('names policies before their OIDs, and keys by hex that can be compared', () => {
		const linesOf = (oidText: string, ...lines: readonly string[]) =>
			explainExtension({ oid: oidText, critical: false, valueHex: '', lines }).lines;
		assert.deepEqual(
			linesOf('2.5.29.32', '2.5.29.32.0', '2.23.140.1.2.2', '2.23.140.1.5.3.2', '1.3.6.1.4.1.9'),
			[
				'Any policy (2.5.29.32.0)',
				'Organization validated (2.23.140.1.2.2)',
				'S/MIME, sponsor validated (2.23.140.1.5.3.2)',
				'1.3.6.1.4.1.9',
			],
		);
		assert.deepEqual(linesOf('2.5.29.32', '2.23.140.1.1:https://cps.test/a\u202eb'), [
			'Extended validation (2.23.140.1.1): https://cps.test/a\\u{202e}b',
		]);
		assert.deepEqual(linesOf('2.5.29.33', '2.23.140.1.2.1=1.2.3'), [
			'Domain validated (2.23.140.1.2.1) = 1.2.3',
		]);
		assert.deepEqual(linesOf('2.5.29.36', 'requireExplicitPolicy:0', 'inhibitPolicyMapping:2'), [
			'CA certificates until an explicit policy is required: 0',
			'CA certificates until policy mapping is forbidden: 2',
		]);
		assert.deepEqual(linesOf('1.2.840.113549.1.9.15', '2.16.840.1.101.3.4.2.1'), [
			'sha256 (2.16.840.1.101.3.4.2.1)',
		]);
		assert.deepEqual(linesOf('2.5.29.35', '09bccd', 'directoryName:CN=Root', 'serial:01ff'), [
			'09:bc:cd',
			'Directory name: CN=Root',
			'Serial number: 01:ff',
		]);
	});

	it('shows the text of extensions of others as it is, and the bytes too', async () => {
		const text = await textOf(pipelineCertificate);
		assert.match(text, /^Sigstore: Issuer .*\n.*\n {2}- https:\/\/token\.field\.test$/m);
		assert.match(text, /^Sigstore: Build trigger .*\n.*\n {2}- push$/m);
		const unknown = explainExtension({
			oid: '1.2.3',
			critical: false,
			valueHex: 'abcd',
			lines: ['email:a\u202eb', 'CA:true'],
		});
		assert.deepEqual(unknown.lines, ['email:a\\u{202e}b', 'CA:true', 'Value in hex: abcd']);
	});

	it('shows what it could read of an extension with a fault, and how many values are left out', () => {
		const values = Array.from({ length: 1200 }, (_, index) => `dns:${index}.test`);
		const { lines, problem } = explainExtension({
			oid: '2.5.29.17',
			critical: false,
			valueHex: 'ab',
			lines: values,
			problem: { field: '2.5.29.17', code: 'tooMany', args: { offset: 9 } },
		});
		assert.equal(lines.length, 1002);
		assert.equal(lines[0], 'DNS: 0.test');
		assert.deepEqual(lines.slice(-2), ['… and 200 more', 'Value in hex: ab']);
		assert.match(problem ?? '', /too many parts to read/);
	});

	it('names the attributes of a request and shows no challenge password', async () => {
		const subject = await readSubject({ title: 'a.csr', content: deviceRequest });
		const [block] = subject.blocks;
		assert.ok(block);
		const facts = await describeBlock(subject, block, { raw: true });
		const text = renderText(facts);
		assert.match(text, /^Challenge password +Present, not displayed$/m);
		assert.match(text, /^Unstructured name .*\n.*\n {2}- device 7$/m);
		assert.match(text, /^Extension request .*\n.*\n {2}- Subject alternative names$/m);
		assert.match(text, /^Request attributes \(3\)$/m);
		const { view, copies } = buildView(subject, 0, facts, [], 'a.csr');
		for (const shown of [text, JSON.stringify(view), JSON.stringify(keptOf(subject, 0) ?? '')]) {
			assert.ok(!shown.includes('4711') && !shown.includes(hexOf('4711')), shown);
		}
		const row = view.rows.find(({ label }) => label === 'Challenge password');
		assert.equal(copies.get(row?.copyId ?? '')?.text, 'one-time-4711');
		const kept = keptOf(await readSubject({ title: 'a.csr', content: request() }), 0);
		assert.ok(kept);
	});

	it('names post-quantum keys and signatures as their standards do', async () => {
		const der = derOf({
			spki: sequence(sequence(oid('2.16.840.1.101.3.4.4.2')), bits(Buffer.alloc(8))),
			algorithm: sequence(oid('2.16.840.1.101.3.4.3.18')),
		});
		const text = await textOf(der);
		assert.match(text, /^Key +ML-KEM-768$/m);
		assert.match(text, /^Signed with +ML-DSA-65$/m);
		const key = sequence(
			integer('00'),
			sequence(oid('2.16.840.1.101.3.4.3.18')),
			tlv(0x04, tlv(0x80, Buffer.alloc(32, 7))),
		);
		assert.match(await textOf(key), /^Private key: ML-DSA-65\n\nFormat +PKCS#8, seed only$/m);
	});

	it('says what a revocation list covers, and why in words', async () => {
		const reason = (number: number) => extension('2.5.29.21', tlv(0x0a, Buffer.of(number)));
		const entry = (serial: string, ...details: Buffer[]) =>
			sequence(integer(serial), utcTime('250102030405Z'), sequence(...details));
		const since = extension('2.5.29.24', generalizedTime('20250101000000Z'));
		const text = await textOf(
			crl({
				entries: [entry('01', reason(6)), entry('02', reason(8)), entry('03', reason(1), since)],
				extensions: [
					extension('2.5.29.27', integer('0a'), true),
					extension('2.5.29.28', sequence(tlv(0x82, Buffer.of(255)), tlv(0x83, Buffer.of(6, 64)))),
				],
			}),
		);
		assert.match(text, /^Changes +3 since CRL number 10$/m);
		assert.match(text, /^Scope +Covers only CA certificates\n +Reason: key compromised$/m);
		assert.match(text, /^01 .* on hold; may become valid again$/m);
		assert.match(text, /^02 .* removed: no longer revoked$/m);
		assert.match(text, /^03 .* key compromised; invalid since 2025-01-01 00:00 UTC$/m);
		assert.match(text, /^3 entries$/m);
	});

	it('says beside a time that RFC 5280 forbids its form', async () => {
		const text = await textOf(pemOf({ notAfter: utcTime('4901010000+0100') }));
		assert.match(text, /^Valid +from .*\n +to 2048-12-31 23:00 UTC$/m);
		assert.match(
			text,
			/^Findings +End of validity: “4901010000\+0100” is in a form that RFC 5280/m,
		);
	});

	it('names some of the blocks with the other half of a key, however many there are', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('ed25519');
		const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		const open = publicKey.export({ type: 'spki', format: 'pem' }).toString();
		const text = await textOf(key + open.repeat(50));
		assert.equal([...text.matchAll(/Public key Ed25519 in line \d+/g)].length, 10);
		assert.match(
			await textOf(key + open.repeat(50), 50),
			/^Belongs to +the private key in line 1$/m,
		);
	});

	it('describes all blocks as each is described alone', async () => {
		const issuer = { name: 'Issuing CA', issuer: commonName('Root'), extensions: authority };
		const leaves = ['a.test', 'b.test'].map((name) =>
			pemOf({ name, issuer: commonName('Issuing CA') }),
		);
		const content = [...leaves, pemOf(issuer)].join('');
		const all = await describeAsText(await readSubject({ title: 'a', content }));
		const alone = await Promise.all([0, 1, 2].map((index) => textOf(content, index)));
		const untimed = (text: string) => text.replace(/in \d+ \w+/g, '');
		assert.equal(untimed(all), untimed(`${alone.join('\n\n\n')}\n`));
		assert.equal([...all.matchAll(/^Issuer +Issuing CA$/gm)].length, 2);
	});
});
