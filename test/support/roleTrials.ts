/** Roles and names, usual and odd, for asking a server what it refuses. */
import { isIPv4 } from 'node:net';
import type { RequestNames } from '../../src/core/backends/roles/roleCheck.js';
import { toPem } from '../../src/core/find/pem.js';
import * as der from './der.js';
import type { Random } from './random.js';

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

export function randomRole(random: Random): Readonly<Record<string, unknown>> {
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

export function randomNames(random: Random): RequestNames {
	const anyOf = random.chance(0.7) ? hosts : emails;
	return {
		commonName: random.chance(0.8) ? random.one(anyOf) : '',
		altNames: random.chance(0.35) ? random.some([...hosts, ...emails], 2) : [],
		ipSans: random.chance(0.15) ? random.some(addresses, 1) : [],
		uriSans: random.chance(0.2) ? random.some(uris, 1) : [],
	};
}

/** What a request can carry: names in ASCII, addresses that are some. */
export function carried({
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

/** A request with these names as they are, however odd. */
export function requestWith({
	commonName = '',
	altNames = [],
	ipSans = [],
	uriSans = [],
}: RequestNames) {
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
