import assert from 'node:assert/strict';
import {
	type Asked,
	compareIssued,
	isSevere,
} from '../../../../../src/core/backends/issuing/comparison.js';
import { readPemFacts } from '../../../../../src/core/x509/certificate.js';
import type { SubjectAltName } from '../../../../../src/core/x509/model.js';
import {
	type Issuer,
	type LeafRequest,
	makeIssuer,
	writeLeaf,
	writeRoot,
} from '../../../../../src/core/x509/write/certificate.js';
import {
	type GeneratedKey,
	generateKey,
	loadSigningKey,
} from '../../../../../src/core/x509/write/keys.js';

const now = new Date();
const hour = 3600;
const dns = (value: string): SubjectAltName => ({ type: 'dns', value });
const ip = (value: string): SubjectAltName => ({ type: 'ip', value });

interface Row {
	readonly title: string;
	readonly asked: Asked;
	/** How the certificate is made; else as `a.test`, for servers, for an hour. */
	readonly made?: Partial<LeafRequest>;
	readonly found: readonly string[];
}

const plain = { commonName: 'a.test', altNames: [dns('a.test')], ttlSeconds: hour } as const;

const rows: readonly Row[] = [
	{ title: 'everything as asked', asked: { ...plain, usage: 'server' }, found: [] },
	{ title: 'the common name among the names too', asked: { commonName: 'a.test' }, found: [] },
	{
		title: 'other spellings of the same names',
		asked: {
			commonName: 'BÜCHER.test.',
			altNames: [dns('A.Test.'), ip('0:0:0:0:0:0:0:1'), ip('::ffff:10.0.0.7'), dns('bücher.test')],
		},
		made: {
			subject: 'bücher.test',
			names: [dns('xn--bcher-kva.test'), dns('a.test'), ip('::1'), ip('10.0.0.7')],
		},
		found: [],
	},
	{
		title: 'an e-mail address whose host is written in capitals',
		asked: { altNames: [{ type: 'email', value: 'Ops@A.TEST' }] },
		made: { subject: '', names: [{ type: 'email', value: 'Ops@a.test' }] },
		found: [],
	},
	{
		title: 'a long common name that stands among the names only',
		asked: { commonName: 'b.test', altNames: [] },
		made: { subject: '', names: [dns('b.test')] },
		found: [],
	},
	{
		title: 'an address that became a DNS name',
		asked: { commonName: 'a.test', altNames: [ip('127.0.0.1')] },
		found: ['namesMissing 127.0.0.1'],
	},
	{
		title: 'names left out and added',
		asked: { commonName: 'b.test', altNames: [dns('c.test')] },
		made: { subject: 'a.test', names: [dns('a.test'), dns('d.test')] },
		found: ['namesMissing b.test, c.test', 'namesAdded a.test, d.test'],
	},
	{
		title: 'a subject that lost its organization',
		asked: { commonName: 'a.test', altNames: [dns('a.test')], subject: 'CN=a.test,O=Lab' },
		found: ['otherSubject CN=a.test,O=Lab'],
	},
	{
		title: 'a usage left out and one added',
		asked: { ...plain, usage: 'client' },
		found: ['usagesMissing clientAuth', 'usagesAdded serverAuth'],
	},
	{
		title: 'what a request asked for',
		asked: { ...plain, extendedKeyUsage: ['codeSigning'], keyUsage: ['nonRepudiation'] },
		found: ['usagesMissing codeSigning, nonRepudiation', 'usagesAdded serverAuth'],
	},
	{
		title: 'a shorter lifetime',
		asked: { ...plain, ttlSeconds: 2 * hour },
		found: [`endsEarlier ${2 * hour}`],
	},
	{ title: 'a longer lifetime', asked: { ...plain, ttlSeconds: 60 }, found: ['endsLater 60'] },
	{
		title: 'a lifetime that differs by seconds',
		asked: { ...plain, ttlSeconds: hour + 90 },
		found: [],
	},
	{
		title: 'granted by a server whose clock is an hour behind',
		asked: plain,
		made: { now: new Date(now.getTime() - hour * 1000) },
		found: [],
	},
	{
		title: 'another authority',
		asked: { ...plain, issuer: { subject: 'CN=Other CA' } },
		found: ['otherIssuer CN=Other CA'],
	},
	{ title: 'no CA', asked: { ...plain, isCa: true }, found: ['notCa '] },
	{
		title: 'another kind of key',
		asked: { ...plain, key: { keyType: 'rsa', keyBits: 2048 } },
		found: ['otherKeyKind rsa 2048'],
	},
	{
		title: 'the kind of key',
		asked: { ...plain, key: { keyType: 'ec', keyBits: 256 } },
		found: [],
	},
	{
		title: 'another public key',
		asked: { ...plain, publicKeySha256: 'ab'.repeat(32) },
		found: ['otherKey '],
	},
];

describe('what came back, compared with what was asked for', () => {
	let issuer: Issuer;
	let rootPem: string;
	let key: GeneratedKey;

	before(async () => {
		const rootKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const start = new Date(now.getTime() - 86_400_000);
		const root = await writeRoot({ subject: 'Lab CA', now: start, ttlSeconds: 9e5 }, rootKey);
		rootPem = root.pem;
		issuer = makeIssuer(root.der, rootKey);
		key = await generateKey('P-256');
	});

	const make = (made: Partial<LeafRequest> = {}) => {
		const wish = { subject: 'a.test', names: [dns('a.test')], usage: 'server', now } as const;
		return writeLeaf({ ...wish, ttlSeconds: hour, publicKey: key.publicKey, ...made }, issuer);
	};
	const codes = (found: ReturnType<typeof compareIssued>) =>
		found.map(
			({ code, args }) =>
				`${code} ${args.names ?? args.usages ?? args.asked ?? args.seconds ?? ''}`,
		);

	for (const { title, asked, made, found } of rows) {
		it(`${title}: ${found.join('; ') || 'no difference'}`, async () => {
			const leaf = await make(made);
			const answered = { certificatePem: leaf.pem, chainPem: [rootPem] };
			const differences = compareIssued(
				asked,
				{ ...answered, privateKeyPem: key.privateKeyPem },
				now,
			);
			assert.deepEqual(codes(differences), found);
		});
	}

	it('says first, and as severe, that a private key is another certificate’s', async () => {
		const { pem } = await make();
		for (const kind of ['P-256', 'RSA-2048', 'Ed25519'] as const) {
			const { privateKeyPem } = await generateKey(kind);
			const answered = { certificatePem: pem, chainPem: [rootPem], privateKeyPem };
			const differences = compareIssued({ ...plain, ttlSeconds: 60 }, answered, now);
			assert.deepEqual(codes(differences), ['otherKey ', 'endsLater 60']);
			assert.deepEqual(differences.map(isSevere), [true, false]);
		}
	});

	it('says that a chain did not sign it, whatever its name', async () => {
		const { pem } = await make();
		const otherKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const namesake = await writeRoot({ subject: 'Lab CA', now, ttlSeconds: 9e5 }, otherKey);
		const other = await writeRoot({ subject: 'Other CA', now, ttlSeconds: 9e5 }, otherKey);
		const broken = (chainPem: readonly string[]) =>
			codes(compareIssued(plain, { certificatePem: pem, chainPem }, now));
		assert.deepEqual(broken([namesake.pem]), ['chainBroken ']);
		assert.deepEqual(broken([other.pem]), ['chainBroken ']);
		assert.deepEqual(broken([namesake.pem, rootPem]), []);
		assert.deepEqual(broken([]), []);
	});

	it('says that a root is a CA where none was asked for, and what cannot be read', () => {
		const answered = { certificatePem: rootPem, chainPem: [] };
		const found = compareIssued({ commonName: readPemFacts(rootPem)?.commonName }, answered, now);
		assert.deepEqual(codes(found), ['unexpectedCa ']);
		const torn = { certificatePem: 'no certificate', chainPem: [] };
		assert.deepEqual(codes(compareIssued({}, torn, now)), ['unreadable ']);
	});
});
