import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { requestFor } from '../../../src/commands/issue/localKey.js';
import type {
	Backend,
	IssuedCertificate,
	RoleRules,
} from '../../../src/core/backends/contract/backend.js';
import { adviceFor, presentedBy } from '../../../src/core/backends/issuing/clientAdvice.js';
import { compareIssued } from '../../../src/core/backends/issuing/comparison.js';
import {
	altNamesOf,
	type NameWishes,
	placeNames,
} from '../../../src/core/backends/issuing/nameWishes.js';
import { readPemFacts } from '../../../src/core/x509/certificate.js';
import { makeRequest } from '../../support/tlsCertificates.js';
import { startTestLab, type TestLab, type TestServer } from '../../support/openbao.js';
import { administrationOf } from '../../support/administration.js';

const key = { key_type: 'ec', key_bits: 256, max_ttl: '720h' };

describe('What a real server makes of names, and what is said of it', function () {
	this.timeout(30_000);
	let server: TestServer;
	let client: Backend;
	let stop: TestLab['stop'];

	before(async () => {
		({ server, client, stop } = await startTestLab());
		const anything = { allow_any_name: true, ...key };
		const roles: Readonly<Record<string, object>> = {
			any: anything,
			noIp: { ...anything, allow_ip_sans: false },
			loose: { ...anything, enforce_hostnames: false, allowed_uri_sans: 'spiffe://lab/*' },
			beside: { ...anything, use_csr_common_name: false, use_csr_sans: false },
			server: { ...anything, client_flag: false },
		};
		for (const [role, body] of Object.entries(roles)) {
			await server.api('POST', `pki/roles/${role}`, { ...body });
		}
	});
	after(() => stop());

	/** By both ways in which *Issue Certificate* issues: the key made there, and here. */
	async function issueBothWays(role: string, given: NameWishes) {
		const { rules } = await client.readRole('pki', role);
		const { names } = placeNames(given, rules, undefined);
		const wishes = { mount: 'pki', role, ...names, ttlSeconds: 3600 };
		const there = await client.issue?.(wishes);
		const { request } = await requestFor(wishes, 'P-256');
		const here = await client.sign?.({ ...wishes, request });
		assert.ok(there && here);
		return [there, here].map((issued) => look(issued, names));
	}

	function look(issued: IssuedCertificate, names: NameWishes) {
		const { certificatePem, chainPem } = issued;
		const { commonName } = names;
		const asked = { commonName, altNames: altNamesOf(names), ttlSeconds: 3600 };
		const facts = readPemFacts(certificatePem);
		assert.ok(facts);
		return {
			names: new Set(facts.subjectAltNames.map(({ type, value }) => `${type}:${value}`)),
			differences: compareIssued(asked, issued, new Date()),
			advice: adviceFor(presentedBy(facts, [])).map(({ code }) => code),
			serves: (host: string) => {
				const { subjectAltName } = new X509Certificate(certificatePem);
				const peer = { subject: {}, subjectaltname: subjectAltName } as PeerCertificate;
				return checkServerIdentity(host, peer) === undefined && chainPem.length > 0;
			},
		};
	}

	it('makes an IP SAN of an address in the common name, which clients accept', async () => {
		for (const one of await issueBothWays('any', { commonName: '127.0.0.1' })) {
			assert.ok(one.names.has('ip:127.0.0.1'), [...one.names].join());
			assert.ok(one.serves('127.0.0.1'));
			assert.deepEqual([one.differences, one.advice], [[], []]);
		}
	});

	it('says so where the role allows no IP SAN', async () => {
		for (const one of await issueBothWays('noIp', { commonName: '127.0.0.1' })) {
			assert.ok(!one.serves('127.0.0.1'));
			assert.ok(one.advice.includes('ipOnlyInCommonName'), one.advice.join());
		}
	});

	it('makes alternative names of an e-mail address and of a URI in the common name', async () => {
		for (const one of await issueBothWays('any', { commonName: 'ops@a.test' })) {
			assert.deepEqual(one.names, new Set(['email:ops@a.test']));
			assert.deepEqual([one.differences, one.advice], [[], ['clientOnly']]);
		}
		for (const one of await issueBothWays('loose', { commonName: 'spiffe://lab/web' })) {
			assert.deepEqual(one.names, new Set(['uri:spiffe://lab/web']));
			assert.deepEqual([one.differences, one.advice], [[], []]);
		}
	});

	it('leaves out what no alternative name can hold, and that is said', async () => {
		const there = await client.issue?.({ mount: 'pki', role: 'server', commonName: '*' });
		const facts = there && readPemFacts(there.certificatePem);
		assert.ok(facts);
		assert.equal(facts.subjectAltNames.length, 0);
		const codes = adviceFor(presentedBy(facts, [])).map(({ code }) => code);
		assert.deepEqual(codes, ['wildcardTooWide', 'noServerName']);
	});

	it('takes other spellings of names for no difference', async () => {
		const given = {
			commonName: 'A.test',
			altNames: ['bücher.test', 'B.TEST'],
			ipSans: ['0:0:0:0:0:0:0:1', '::ffff:10.0.0.7'],
		};
		const { names } = placeNames(given, {}, undefined);
		const wishes = { mount: 'pki', role: 'any', ...names, ttlSeconds: 3600 };
		const issued = await client.issue?.(wishes);
		assert.ok(issued);
		assert.deepEqual(look(issued, names).differences, []);
	});

	it('shows what a role made of a request: names that it does not take, and a lifetime', async () => {
		const { rules }: { readonly rules: RoleRules } = await client.readRole('pki', 'beside');
		assert.equal(rules.takesAltNamesFromRequest, false);
		const request = await makeRequest('asked.test');
		const wishes = { mount: 'pki', role: 'beside', commonName: 'given.test', request };
		const issued = await client.sign?.({ ...wishes, ttlSeconds: 9_000_000 });
		assert.ok(issued);
		const asked = { commonName: 'asked.test', ttlSeconds: 9_000_000 };
		const found = compareIssued(asked, issued, new Date());
		assert.deepEqual(
			found.map(({ code }) => code),
			['namesMissing', 'namesAdded', 'endsEarlier'],
		);
	});

	it('finds nothing to say of a root and an intermediate as they were asked for', async () => {
		const administration = administrationOf(client);
		const years = 5 * 31_536_000;
		const mounts = ['diff_root', 'diff_int'] as const;
		for (const mount of mounts) await administration.enableMount({ mount, maxTtlSeconds: years });
		const ca = { commonName: 'Diff CA', ttlSeconds: years - 86_400, keyType: 'ec' } as const;
		const [root, below] = mounts;
		const made = await administration.generateRoot({ ...ca, mount: root, keyBits: 384 });
		const asked = { ...ca, isCa: true };
		const whole = { ...made, chainPem: made.chainPem ?? [] };
		const ec384 = { ...asked, key: { keyType: 'ec', keyBits: 384 } };
		assert.deepEqual(compareIssued(ec384, whole, new Date()), []);
		const under = await administration.generateIntermediate({
			...{ ...ca, mount: below, parentMount: root, ttlSeconds: 86_400 },
		});
		const found = compareIssued(
			{ ...asked, ttlSeconds: 86_400, key: { keyType: 'rsa' }, issuer: { subject: 'CN=Other' } },
			{ ...under, chainPem: under.chainPem ?? [] },
			new Date(),
		);
		assert.deepEqual(
			found.map(({ code }) => code),
			['otherKeyKind', 'otherIssuer'],
		);
		assert.equal(under.chainPem?.length, 1);
	});
});
