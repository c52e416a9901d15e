/** What the random pairs are made of beside their keys. */
import { extension, integer, oid, sequence, tlv } from '../support/der.js';
import type { Random } from '../support/random.js';
import { keyUsages, nameConstraints, type Usage, type Wish } from './material.js';

interface ServerNames extends Pick<Wish, 'dns' | 'ips'> {
	readonly name: string | null;
}

/** Alternative names of servers, and a name among them that clients ask for; `null`: the address. */
export const serverNames: readonly ServerNames[] = [
	{ dns: ['localhost'], name: 'localhost' },
	{ dns: ['other.test', 'localhost'], name: 'localhost' },
	{ dns: ['API.lab.test'], name: 'api.lab.test' },
	{ dns: ['*.lab.test'], name: 'api.lab.test' },
	{ dns: ['a_b.lab.test'], name: 'a_b.lab.test' },
	{ dns: ['xn--mnchen-3ya.test'], name: 'xn--mnchen-3ya.test' },
	{ dns: ['a-.lab.test'], name: 'a-.lab.test' },
	{ dns: ['api.lab.test.'], name: 'api.lab.test' },
	{ dns: ['*.test'], name: 'api.test' },
	{ dns: ['a*.lab.test'], name: 'api.lab.test' },
	{ ips: ['127.0.0.1'], name: null },
	{ dns: ['127.0.0.1'], name: null },
	{ dns: ['127.0.0.1', 'localhost'], ips: ['127.0.0.1'], name: null },
	{ dns: [], name: 'server' },
];

/** What the pair is for, most of the time. */
export function usagesOf(random: Random, usage: Usage): Pick<Wish, 'usages'> {
	const both: readonly Usage[] = ['serverAuth', 'clientAuth'];
	const others: readonly (readonly Usage[])[] = [
		['codeSigning'],
		both.filter((other) => other !== usage),
	];
	if (random.chance(0.1)) return { usages: random.one(others) };
	return random.chance(0.3) ? {} : { usages: random.one([[usage], both, both.toReversed()]) };
}

const unknown = '1.3.6.1.4.1.99999.1';
const null_ = Buffer.of(5, 0);
/** digitalSignature's bit of a Netscape certificate type: an SSL client and server. */
const netscapeType = tlv(0x03, Buffer.of(6, 0xc0));

/** Whatever certificates may hold, critical or not. */
export const oddExtensions: readonly Buffer[] = [
	extension(unknown, null_),
	extension(unknown, null_, true),
	// Netscape's certificate type, the OCSP responder's mark, TLS features, policies, a place of CRLs.
	extension('2.16.840.1.113730.1.1', netscapeType),
	extension('2.16.840.1.113730.1.1', netscapeType, true),
	extension('1.3.6.1.5.5.7.48.1.5', null_),
	extension('1.3.6.1.5.5.7.48.1.5', null_, true),
	extension('1.3.6.1.5.5.7.1.24', sequence(integer('05'))),
	extension('1.3.6.1.5.5.7.1.24', sequence(integer('05')), true),
	extension('2.5.29.32', sequence(sequence(oid('2.5.29.32.0'))), true),
	extension('2.5.29.31', sequence(), true),
	extension('2.5.29.18', sequence(tlv(0x82, 'issuer.test')), true),
];

export const oddLeaves: readonly Partial<Wish>[] = [
	{ from: -30, to: -1 },
	{ from: 1 },
	{ to: 3650 },
	{ badDates: true },
	{ ca: undefined },
	{ serial: '81' },
	{ serial: '00' },
	{ serial: '01'.repeat(24) },
	{ digest: 'sha1' },
	{ name: '' },
];

export const oddIssuers: readonly Partial<Wish>[] = [
	{ from: -30, to: -1 },
	{ from: 1 },
	{ pathLength: 0 },
	{ pathLength: 1 },
	{ keyUsage: undefined },
	{ keyUsage: keyUsages.digitalSignature },
	{ ca: false },
	{ ca: undefined },
	{ digest: 'sha1' },
	{ usages: ['serverAuth'] },
	{ usages: ['clientAuth'] },
	{ usages: ['codeSigning'] },
	{ serial: '81' },
	{ serial: '00' },
	{ extensions: [nameConstraints('permitted', 'localhost')] },
	{ extensions: [nameConstraints('excluded', 'lab.test')] },
	{ extensions: [extension('2.5.29.54', integer('00'), true)] },
	{ extensions: [extension(unknown, null_, true)] },
];
