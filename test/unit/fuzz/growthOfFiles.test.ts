/** Files of many objects that have to do with one another: what rules say of them takes no longer than it must. */
import assert from 'node:assert/strict';
import { decode } from '../../../src/core/decode/decode.js';
import { analyze } from '../../../src/core/diagnostics/analyze.js';
import { toPem } from '../../../src/core/find/pem.js';
import { crlOf, revokedEntry } from '../../support/crls.js';
import { countedWork } from '../../support/countedWork.js';
import * as der from '../../support/der.js';
import { type Keys, newKeys } from '../../support/chainItem.js';

const [keys, others] = [newKeys(), newKeys()];

interface Wish {
	readonly own?: Keys;
	readonly signer?: Keys;
	readonly serial?: number;
	readonly extensions?: readonly Buffer[];
}

const times = (count: number, make: (index: number) => string): string =>
	Array.from({ length: count }, (_, index) => make(index)).join('');
const serialOf = (index: number) => (index + 0x10000).toString(16).padStart(6, '0');
const ca = der.extension('2.5.29.19', der.sequence(der.boolean(true)), true);
const below = der.extension(
	'2.5.29.30',
	der.sequence(der.tlv(0xa0, der.sequence(der.dns('a.test')))),
	true,
);

function pem(subject: string, issuer: string, wish: Wish = {}): string {
	const { own = keys, signer = keys, serial = 1, extensions = [] } = wish;
	const bytes = der.certificate({
		subject: der.commonName(subject),
		issuer: der.commonName(issuer),
		serial: der.integer(serialOf(serial)),
		spki: der.spkiOf(own.publicKey),
		signingKey: signer.privateKey,
		extensions,
	});
	return toPem('CERTIFICATE', bytes);
}

const authority = (subject: string, issuer: string, serial = 1) =>
	pem(subject, issuer, { serial, extensions: [ca] });
const key = toPem('PRIVATE KEY', keys.privateKey.export({ format: 'der', type: 'pkcs8' }));
const crl = (...serials: readonly number[]) =>
	toPem(
		'X509 CRL',
		crlOf({ name: 'CA', keys }, { entries: serials.map((n) => revokedEntry(serialOf(n))) }),
	);
/** Each a value of its own. */
const values = (size: number, make: (index: number) => string): string =>
	times(size, (n) => `v${n}: |\n${make(n).replace(/^(?=.)/gm, '  ')}`);

const files: Readonly<Record<string, (size: number) => string>> = {
	'certificates below issuers of one name': (size) =>
		times(size, (n) => pem(`leaf${n}`, 'CA', { serial: n })) +
		times(size, (n) => authority('CA', 'Root', n)),
	'certificates that none of those signed': (size) =>
		times(size, (n) => pem(`leaf${n}`, 'CA', { serial: n, signer: others })) +
		times(size, (n) => authority('CA', 'Root', n)),
	'roots of one name': (size) => times(size, (n) => authority('CA', 'CA', n)),
	'a chain upside down': (size) =>
		times(size, (n) => authority(`c${size - n}`, `c${size - n + 1}`)),
	'a chain with its key': (size) => key + times(size, (n) => authority(`c${n}`, `c${n + 1}`)),
	'one certificate over and over': (size) => pem('a', 'b').repeat(size),
	'certificates of one key, and the key over and over': (size) =>
		times(size, (n) => pem(`a${n}`, 'b', { serial: n })) + key.repeat(size),
	'lists of one CA': (size) => times(size, (n) => authority('CA', 'CA', n) + crl(n)),
	'certificates of one number, which a list has over and over': (size) =>
		times(size, (n) => pem(`a${n}`, 'CA')) + crl(...Array.from({ length: size }, () => 1)),
	'values with a chain out of order': (size) =>
		values(size, (n) => authority(`i${n}`, `r${n}`) + pem(`l${n}`, `i${n}`)),
	'values with a certificate twice': (size) => values(size, (n) => pem(`i${n}`, `r${n}`).repeat(2)),
	'values with a root': (size) =>
		values(size, (n) => key + pem(`l${n}`, `r${n}`) + authority(`r${n}`, `r${n}`)),
	'constraints on those below': (size) =>
		times(size, (n) => pem(`c${n}`, `c${n + 1}`, { extensions: [ca, below] })),
	'requests and keys': (size) => (toPem('CERTIFICATE REQUEST', der.request()) + key).repeat(size),
};

const context = {
	now: new Date('2026-11-26T00:00:00Z'),
	threshold: { days: 30, lifetimeShare: 0.2 },
};

/** Twice the input may take this many times the work. */
const most = 2.5;

describe('twice the objects', function () {
	this.timeout(60_000);
	for (const [title, make] of Object.entries(files)) {
		it(`take twice the work to check: ${title}`, async () => {
			const prepare = (size: number) => {
				const text = make(size);
				const path = text.startsWith('v0') ? '/work/values.yaml' : '/work/a.pem';
				const blocks = decode(text);
				return () => analyze({ text, path, blocks }, context);
			};
			const [once, twice] = [prepare(60), prepare(120)];
			await prepare(4)();
			const [one, two] = [await countedWork(once), await countedWork(twice)];
			assert.ok(one > 1000, `${one}: the counters work`);
			assert.ok(two <= most * one, `${one} for one, ${two} for two`);
		});
	}
});
