import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { requireKeyAllowed } from '../../../src/commands/input/keyKinds.js';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import {
	changedRules,
	roleForm,
	type RoleForm,
} from '../../../src/core/backends/roles/roleForm.js';
import { keyOfText, keyTexts } from '../../../src/core/backends/roles/roleKeys.js';
import { asRecord, type Json } from '../../../src/core/http/json.js';
import { parseDuration } from '../../../src/core/common/duration.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import { toPem } from '../../../src/core/find/pem.js';
import { readRequest } from '../../../src/core/x509/request.js';
import * as der from '../../support/der.js';
import { startTestLab, type TestLab, type TestServer } from '../../support/openbao.js';
import { randomly, type Random } from '../../support/random.js';
import { administrationOf, type OfOperator } from '../../support/administration.js';

function randomRole(random: Random): Json {
	const flag = () => random.chance(0.5);
	const lists = (...values: readonly string[]) => random.some(values, values.length);
	const key = keyOfText(random.one(keyTexts));
	const [ttl, maxTtl] = random.one([
		[0, 0],
		[90, 0],
		[0, 3600],
		[86_400, 2_592_000],
		[3601, 3601],
	]);
	return {
		...{ allow_any_name: flag(), allow_bare_domains: flag(), allow_subdomains: flag() },
		...{ allow_glob_domains: flag(), allow_wildcard_certificates: flag() },
		...{ allow_localhost: flag(), allow_ip_sans: flag(), allow_token_displayname: flag() },
		allowed_domains: lists(
			'a.test',
			'db-*.lab.test',
			'{{identity.entity.name}}',
			'Jane Doe',
			'a,b',
		),
		allowed_domains_template: flag(),
		allowed_uri_sans: lists('spiffe://lab/*', 'urn:x', 'https://a.test/x,y'),
		allowed_uri_sans_template: flag(),
		allowed_other_sans: lists('1.3.6.1.4.1.311.20.2.3;utf8:*'),
		...{ allowed_serial_numbers: lists('*', '7'), allowed_user_ids: lists('bob', '*') },
		...{ server_flag: flag(), client_flag: flag(), code_signing_flag: flag() },
		...{ email_protection_flag: flag(), enforce_hostnames: flag(), require_cn: flag() },
		...{ key_type: key?.keyType, key_bits: key?.keyBits, use_pss: flag() },
		...{
			key_usage: lists('DigitalSignature', 'KeyAgreement'),
			ext_key_usage: lists('TimeStamping'),
		},
		...{ ext_key_usage_oids: lists('1.2.3', '1.2.4'), policy_identifiers: lists('1.2.5') },
		...{ organization: lists('O', 'P, Q'), ou: lists('U'), country: lists('DE', 'FR') },
		cn_validations: random.one([['email', 'hostname'], ['email'], ['hostname'], ['disabled']]),
		...{ ttl, max_ttl: maxTtl, not_before_duration: random.one([30, 0, 3600]) },
		not_after: random.one(['', '2040-01-01T00:00:00Z']),
		...{ use_csr_common_name: flag(), use_csr_sans: flag(), no_store: flag() },
		basic_constraints_valid_for_non_ca: flag(),
	};
}

/** Each thing that can be done in the form, and the parameters that it may touch. */
const edits: readonly (readonly [(form: RoleForm) => Partial<RoleForm>, ...string[]])[] = [
	[({ names }) => ({ names: names === 'any' ? 'domains' : 'any' }), 'allow_any_name'],
	[
		({ domains }) => ({ domains: domains === '' ? 'x.test' : `${domains}, x.test` }),
		'allowed_domains',
	],
	[() => ({ domains: '' }), 'allowed_domains'],
	[({ uris }) => ({ uris: uris === '' ? 'urn:y' : `urn:y, ${uris}` }), 'allowed_uri_sans'],
	[
		() => ({ flags: [] }),
		...['allow_bare_domains', 'allow_subdomains', 'allow_glob_domains'],
		...['allow_wildcard_certificates', 'allow_localhost', 'allow_ip_sans', 'server_flag'],
		...['client_flag', 'enforce_hostnames', 'require_cn'],
	],
	// OpenBao 2.6 itself sets the bits of the signature by the type of the key.
	[() => ({ key: 'ec-384' }), 'key_type', 'key_bits', 'signature_bits'],
	[() => ({ key: 'rsa-3072' }), 'key_type', 'key_bits', 'signature_bits'],
	[() => ({ key: 'any' }), 'key_type', 'key_bits', 'signature_bits'],
	[() => ({ ttl: '' }), 'ttl'],
	[() => ({ maxTtl: '90d' }), 'max_ttl'],
];

describe('Roles on a real server', function () {
	this.timeout(120_000);
	let server: TestServer;
	let client: Backend;
	let stop: TestLab['stop'];
	let administration: OfOperator;

	before(async () => {
		({ server, client, stop } = await startTestLab());
		administration = administrationOf(client);
	});
	after(() => stop());

	const answer = async (role: string) =>
		asRecord((await server.api('GET', `pki/roles/${role}`)).data);

	/** What an edit of the form changes in the role, by the names of the parameters. */
	async function edit(role: string, change: (form: RoleForm) => Partial<RoleForm>) {
		const { rules } = await client.readRole('pki', role);
		const form = roleForm(rules);
		const changed = changedRules(rules, { ...form, ...change(form) });
		const before = await answer(role);
		await administration.writeRole({ mount: 'pki', role, rules: changed, exists: true });
		const after = await answer(role);
		assert.deepEqual(Object.keys(after), Object.keys(before));
		return Object.keys(after).filter(
			(name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
		);
	}

	it('stay as they are where nothing was changed in the form, and else change in that alone', async () => {
		const random = randomly(8);
		let changes = 0;
		for (let count = 0; count < 60; count++) {
			const written = randomRole(random);
			await server.api('POST', 'pki/roles/edited', written);
			const { rules } = await client.readRole('pki', 'edited');
			assert.deepEqual(changedRules(rules, roleForm(rules)), {}, JSON.stringify(written));
			assert.deepEqual(await edit('edited', () => ({})), []);
			const [change, ...touched] = random.one(edits);
			const differing = await edit('edited', change);
			const others = differing.filter((name) => !touched.includes(name));
			assert.deepEqual(others, [], JSON.stringify({ written, touched }));
			changes += differing.length > 0 ? 1 : 0;
		}
		assert.ok(changes > 30, `only ${changes} roles were changed`);
	});

	it('lose what a plain write leaves out, so a change is sent as one', async () => {
		await server.api('POST', 'pki/roles/posted', { allowed_domains: 'a.test', key_type: 'ec' });
		await server.api('POST', 'pki/roles/posted', { ttl: '1h' });
		assert.deepEqual((await answer('posted')).allowed_domains, []);
		await server.api('POST', 'pki/roles/posted', { allowed_domains: 'a.test', key_type: 'ec' });
		await administration.writeRole({ mount: 'pki', role: 'posted', rules: { ttlSeconds: 60 } });
		assert.deepEqual((await answer('posted')).allowed_domains, ['a.test']);
	});

	it('take every kind of key that is offered for them, and no other', async () => {
		for (const text of keyTexts) {
			const key = keyOfText(text);
			await administration.writeRole({ mount: 'pki', role: 'keys', rules: { ...key } });
			const { rules } = await client.readRole('pki', 'keys');
			assert.equal(roleForm(rules).key, text);
		}
		for (const [key_type, key_bits] of [
			...([
				['rsa', 1024],
				['rsa', 5120],
				['ec', 255],
				['RSA', 2048],
				['ml-dsa', 0],
			] as const),
		]) {
			assert.equal(keyOfText(`${key_type}-${key_bits}`), undefined);
			await assert.rejects(server.api('POST', 'pki/roles/keys', { key_type, key_bits }), /400/);
		}
	});

	it('refuse the keys in requests that are said to be refused', async () => {
		const keys = [
			...['P-224', 'P-256', 'P-384', 'P-521'].map((namedCurve) =>
				generateKeyPairSync('ec', { namedCurve }),
			),
			...[2048, 3072, 4096].map((modulusLength) => generateKeyPairSync('rsa', { modulusLength })),
			generateKeyPairSync('ed25519'),
		];
		const requests = keys.map(({ publicKey, privateKey }) =>
			der.request({ spki: der.spkiOf(publicKey), signingKey: privateKey }),
		);
		const wrong: string[] = [];
		for (const text of keyTexts) {
			const rules = { allowAnyName: true, ...keyOfText(text) };
			await administration.writeRole({ mount: 'pki', role: 'signs', rules });
			const read = (await client.readRole('pki', 'signs')).rules;
			for (const request of requests) {
				const facts = readRequest(request);
				const expected = refuses(() => requireKeyAllowed(read, 'signs', facts));
				const pem = toPem('CERTIFICATE REQUEST', request);
				const signing = client.sign?.({ mount: 'pki', role: 'signs', request: pem });
				const refused = await signing?.then(() => false, isInvalid);
				if (expected !== refused)
					wrong.push(`${text}: ${facts.keyType} ${facts.curve ?? facts.keyBits}`);
			}
		}
		assert.deepEqual(wrong, []);
	});

	it('have lifetimes that are read here as the server reads them', async () => {
		const forms = [
			...[
				'1.5h',
				'1h30m',
				'2w',
				'1y',
				'1d12h',
				' 30d ',
				'30d',
				'-1h',
				'0',
				'0s',
				'1e3',
				'6M',
				'6m',
			],
			...[
				'10Y',
				'1H',
				'45',
				'1.5',
				'0.5h',
				'.5h',
				'1.h',
				'1500ms',
				'1.9s',
				'0.29h',
				'0.3s',
				'+1h',
				'1m2ms',
				'3e1s',
				'5us',
			],
			...['1m1h', '1h1h', '007', '0x10', '1_000', '1,5h', '1h 30m', '1h30', '30dd', 'd', '1.5d'],
			...['8760h0m0s', '1h30m15.5s', '9223372036s', '9223372037s', '9999999999', '300y', '1D', ''],
		];
		const differing: string[] = [];
		for (const text of forms) {
			const answered = await server.api('POST', 'pki/roles/timed', { ttl: text }).then(
				({ data }) => asRecord(data).ttl,
				() => undefined,
			);
			// 0 is "not set", which no lifetime is here.
			if ((answered === 0 ? undefined : answered) !== parseDuration(text)) differing.push(text);
		}
		// Only these are read here alone, for they can mean but one thing; what is sent are seconds.
		assert.deepEqual(differing, ['2w', '1y', '1d12h', ' 30d ', '1.5d']);
	});
});

function refuses(check: () => void): boolean {
	try {
		check();
		return false;
	} catch (error) {
		return isInvalid(error);
	}
}

function isInvalid(error: unknown): boolean {
	if (isPkiError(error, 'invalid')) return true;
	throw error;
}
