import assert from 'node:assert/strict';
import { isIPv4 } from 'node:net';
import type { Backend, CertificateWishes } from '../../../src/core/backends/backend.js';
import { checkWishes, type RequestNames } from '../../../src/core/backends/roleCheck.js';
import { asRecord } from '../../../src/core/backends/vault/json.js';
import { inParallel } from '../../../src/core/backends/vault/values.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import { setUpCa, startTestServer, type TestServer } from '../../support/openbao.js';
import { randomly, type Random } from '../../support/random.js';
import { toPem } from '../../../src/core/x509/pem.js';
import * as der from '../../support/der.js';

/** One question: to a role, for these names, with a request beside them or without. */
interface Trial {
	readonly role: string;
	readonly wishes: CertificateWishes;
	readonly names?: RequestNames;
}

interface Tally {
	/** Issued, although it was found fault with. */
	readonly wrong: readonly string[];
	/** Refused unforeseen, by the kind of refusal. */
	readonly missed: ReadonlyMap<string, number>;
	readonly issued: number;
	/** Refused, as it was said before. */
	readonly foreseen: number;
}

const domains = [
	...[
		'example.com',
		'a.example.com',
		'corp.test',
		'localhost',
		'com',
		'bücher.test',
		'Example.COM',
	],
	...['*@corp.test', 'f*o.example.com', '*.corp.test', 'db-*.lab.test', '*', '*.example.com', 'b*'],
	...['ops@corp.test', 'xn--bcher-kva.test', 'Jane Doe', '{{identity.entity.name}}.corp.test'],
];
const hosts = [
	...[
		'example.com',
		'a.example.com',
		'b.a.example.com',
		'A.Example.COM',
		'EXAMPLE.com',
		'corp.test',
	],
	...['notexample.com', 'com', 'root', 'a.root', 'x.test', 'db-1.lab.test', 'db-1.x.lab.test'],
	...['*.example.com', '*.a.example.com', 'a*.example.com', 'f*o.example.com', 'foo.example.com'],
	...['*', '*.com', '**.example.com', 'a.*.example.com', '*.*.example.com', '*o.example.com'],
	...[
		'localhost',
		'localdomain',
		'a.localhost',
		'*.localhost',
		'localhost.localdomain',
		'*.localdomain',
	],
	...[
		'bücher.test',
		'a.bücher.test',
		'*.bücher.test',
		'xn--bcher-kva.test',
		'a.xn--bcher-kva.test',
	],
	...[
		'straße.example.com',
		'ÄB.corp.test',
		'Jane Doe',
		'a_b.example.com',
		'-a.example.com',
		'10.0.0.7',
	],
	...['a.example.com.', '.example.com', 'a..example.com', 'http://x.test/a', 'a b.corp.test'],
	...[
		`${'x'.repeat(60)}.com`,
		'xn--a.example.com',
		'EXAMPLE.COM',
		'*.EXAMPLE.com',
		'a.corp.test-',
		'1',
	],
];
const emails = [
	...['ops@example.com', 'ops@a.example.com', 'ops@corp.test', 'ops@x.corp.test', 'Ops@CORP.test'],
	...[
		'a@b@corp.test',
		'ops@localhost',
		'@corp.test',
		'ops@',
		'ops@*.corp.test',
		'jane doe@corp.test',
	],
];
const uris = [
	...['spiffe://lab/web', 'spiffe://lab/', 'SPIFFE://lab/web', 'spiffe://other/web', 'urn:x'],
	...['https://x.test/a?b=c', 'spiffe://lab/ä', 'spiffe://LAB/web', 'web', 'spiffe://lab/a b'],
];
const globs = [
	'spiffe://lab/*',
	'urn:x',
	'*',
	'spiffe://*/web',
	'spiffe://{{identity.entity.name}}/*',
];
const addresses = [
	'10.0.0.7',
	'::1',
	'::ffff:10.0.0.7',
	'fe80::1%eth0',
	'10.0.0.256',
	'010.0.0.1',
	'x',
];

function randomRole(random: Random): Readonly<Record<string, unknown>> {
	const flag = (share = 0.5) => random.chance(share);
	return {
		...{ key_type: 'ec', key_bits: 256, no_store: true },
		allow_any_name: flag(0.3),
		allowed_domains: random.some(domains, 4),
		allow_bare_domains: flag(),
		allow_subdomains: flag(),
		allow_glob_domains: flag(),
		allow_wildcard_certificates: flag(0.7),
		allow_localhost: flag(0.4),
		allow_token_displayname: flag(0.1),
		allowed_domains_template: flag(0.3),
		enforce_hostnames: flag(0.6),
		allow_ip_sans: flag(0.7),
		allowed_uri_sans: random.some(globs, 2),
		allowed_uri_sans_template: flag(0.3),
		require_cn: flag(0.6),
		cn_validations: random.one([
			...[
				['email', 'hostname'],
				['email', 'hostname'],
				['email', 'hostname'],
			],
			...[['email'], ['hostname'], ['disabled']],
		]),
		use_csr_common_name: flag(),
		use_csr_sans: flag(),
	};
}

function randomNames(random: Random): RequestNames {
	const anyOf = random.chance(0.7) ? hosts : emails;
	return {
		commonName: random.chance(0.8) ? random.one(anyOf) : '',
		altNames: random.chance(0.35) ? random.some([...hosts, ...emails], 2) : [],
		ipSans: random.chance(0.15) ? random.some(addresses, 1) : [],
		uriSans: random.chance(0.2) ? random.some(uris, 1) : [],
	};
}

/** What a request can carry: names in ASCII, addresses that are some. */
function carried({
	commonName,
	altNames = [],
	ipSans = [],
	uriSans = [],
}: RequestNames): RequestNames {
	const isAscii = (name: string) => /^[\x20-\x7e]+$/.test(name);
	return {
		commonName,
		altNames: altNames.filter(isAscii),
		ipSans: ipSans.filter((address) => isIPv4(address)),
		uriSans: uriSans.filter(isAscii),
	};
}

describe('What a role is expected to refuse, and what the server refuses', function () {
	this.timeout(300_000);
	let server: TestServer;
	let client: Backend;

	before(async () => {
		server = await startTestServer();
		await setUpCa(server);
		client = await server.connect();
	});
	after(async () => {
		client.dispose();
		await server.stop();
	});

	/** Undefined where it was issued. */
	async function refusal({ wishes, names }: Trial): Promise<string | undefined> {
		try {
			const asked = { ...wishes, ttlSeconds: 3600 };
			if (!names) await client.issue?.(asked);
			else await client.sign?.({ ...asked, request: requestWith(names) });
			return undefined;
		} catch (error) {
			if (isPkiError(error, 'invalid')) return error.serverMessages.join(' ');
			throw error;
		}
	}

	/** Asks the server all of them, and counts who refused which. */
	async function compare(trials: readonly Trial[]): Promise<Tally> {
		const wrong: string[] = [];
		const missed = new Map<string, number>();
		let [issued, foreseen] = [0, 0];
		await inParallel(trials, 8, async (trial) => {
			const { rules } = await client.readRole('pki', trial.role);
			const found = checkWishes(rules, trial.wishes, trial.names);
			const words = await refusal(trial);
			if (words === undefined) issued++;
			else if (found.length > 0) foreseen++;
			else missed.set(kindOf(words), (missed.get(kindOf(words)) ?? 0) + 1);
			if (words === undefined && found.length > 0)
				wrong.push(JSON.stringify({ found, ...trial, rules }));
		});
		return { wrong, missed, issued, foreseen };
	}

	async function writeRoles(random: Random, count: number): Promise<readonly string[]> {
		const roles = Array.from({ length: count }, (_, index) => `random-${index}`);
		for (const role of roles) await server.api('POST', `pki/roles/${role}`, randomRole(random));
		return roles;
	}
	it('never refuses what the server issues, whatever the role and the names', async () => {
		const random = randomly(20_261);
		const roles = await writeRoles(random, 150);
		const trials = roles.flatMap((role) =>
			Array.from({ length: 8 }, (): Trial => ({
				role,
				wishes: { mount: 'pki', role, ...randomNames(random) },
			})),
		);
		isGoodHelp(await compare(trials));
	});

	it('lets the server fill in a template, from who asks', async () => {
		await server.api('POST', 'sys/auth/userpass', { type: 'userpass' });
		const policy = 'path "pki/*" { capabilities = ["create", "read", "update"] }';
		await server.api('POST', 'sys/policies/acl/pki', { policy });
		const password = 'only for this test';
		await server.api('POST', 'auth/userpass/users/alice', { password, policies: 'pki' });
		const { data: mounts } = await server.api('GET', 'sys/auth');
		const { accessor } = asRecord(asRecord(mounts)['userpass/']);
		const { data: entity } = await server.api('POST', 'identity/entity', { name: 'alice' });
		const alias = { name: 'alice', canonical_id: asRecord(entity).id, mount_accessor: accessor };
		await server.api('POST', 'identity/entity-alias', alias);
		const { auth } = await server.api('POST', 'auth/userpass/login/alice', { password });
		await server.api('POST', 'pki/roles/template', {
			...{ require_cn: false, key_type: 'ec', key_bits: 256 },
			allowed_uri_sans: 'spiffe://field.test/{{identity.entity.name}}/*',
			allowed_uri_sans_template: true,
			allowed_domains: '{{identity.entity.name}}.field.test',
			...{ allowed_domains_template: true, allow_subdomains: true, allow_bare_domains: true },
		});
		const alice = await server.connect(String(asRecord(auth).client_token));
		const { rules } = await alice.readRole('pki', 'template');
		const wishes = {
			...{ mount: 'pki', role: 'template', commonName: 'alice.field.test' },
			...{ altNames: ['web.alice.field.test'], uriSans: ['spiffe://field.test/alice/web'] },
		};
		assert.deepEqual(checkWishes(rules, wishes), []);
		const issued = await alice.issue?.(wishes);
		alice.dispose();
		assert.match(issued?.certificatePem ?? '', /BEGIN CERTIFICATE/);
	});

	it('never refuses what the server signs, names taken from the request or not', async () => {
		const random = randomly(20_262);
		const roles = await writeRoles(random, 150);
		const trials = roles.flatMap((role) =>
			Array.from({ length: 6 }, (): Trial => ({
				role,
				wishes: { mount: 'pki', role, ...randomNames(random) },
				names: carried(randomNames(random)),
			})),
		);
		isGoodHelp(await compare(trials));
	});
});

/** What only the server knows, or leaves to its version: it refuses these unforeseen now and then. */
const leftToTheServer = [
	'common name …',
	// A common name that is not checked stands among these as well, where it is a host name.
	'subject alternate name …',
	'email address …',
	'URI …',
	'IP address …',
	'malformed label',
];

/** Nothing that is issued is found fault with; of what is refused, most is foreseen. */
function isGoodHelp({ wrong, missed, issued, foreseen }: Tally): void {
	assert.deepEqual(wrong, []);
	assert.ok(issued > 150 && foreseen > 300, `${issued} issued, ${foreseen} foreseen`);
	const unknown = [...missed.keys()].filter((kind) => !leftToTheServer.includes(kind));
	assert.deepEqual(unknown, []);
	const unforeseen = [...missed.values()].reduce((sum, count) => sum + count, 0);
	assert.ok(unforeseen < foreseen / 6, JSON.stringify({ foreseen, missed: [...missed] }));
}

/** A request with these names as they are, however odd. */
function requestWith({ commonName = '', altNames = [], ipSans = [], uriSans = [] }: RequestNames) {
	const names = [
		...altNames.map((name) => der.tlv(name.includes('@') ? 0x81 : 0x82, name)),
		...uriSans.map((name) => der.tlv(0x86, name)),
		...ipSans.map((address) => der.tlv(0x87, Buffer.from(address.split('.').map(Number)))),
	];
	const extensions = der.sequence(der.subjectAltName(...names));
	const attribute = der.sequence(der.oid('1.2.840.113549.1.9.14'), der.set(extensions));
	return toPem(
		'CERTIFICATE REQUEST',
		der.request({
			subject: commonName === '' ? der.name() : der.commonName(commonName),
			attributes: names.length === 0 ? [] : [attribute],
		}),
	);
}

/** A server's words without the names in them. */
function kindOf(words: string): string {
	if (/^idna: invalid label/.test(words)) return 'malformed label';
	if (/IP address/.test(words)) return 'IP address …';
	const subject = /^(common name|subject alternate name|email address|URI) /.exec(words)?.[1];
	return subject === undefined ? words : `${subject} …`;
}
