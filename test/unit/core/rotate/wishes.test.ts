import assert from 'node:assert/strict';
import { isRenewalDue, renewalMoment } from '../../../../src/core/rotate/renewalDue.js';
import {
	fitOfRole,
	keyKindLike,
	usageLike,
	wishesLike,
} from '../../../../src/core/rotate/wishes.js';
import { hintsFor } from '../../../../src/core/rotate/reloadHints.js';
import { readCertificate } from '../../../../src/core/x509/certificate.js';
import { chainFileContent, chainFileOf } from '../../../../src/core/layouts/chainFiles.js';
import { layoutFiles } from '../../../../src/core/layouts/knownLayouts.js';
import { issuePairs, type IssuedPair } from '../../../support/rotatedPairs.js';
import { derOf } from '../../../support/certificates.js';

describe('what is asked for in place of a certificate', () => {
	const facts = readCertificate(derOf({ name: 'api.test' }));
	const like = (changes: object) => ({ ...facts, ...changes });

	it('are its names by their kinds, and its lifetime without what the CA set it back', () => {
		const names = [
			...[
				{ type: 'dns', value: 'api.test' },
				{ type: 'ip', value: '10.0.0.7' },
			],
			...[
				{ type: 'email', value: 'a@b.test' },
				{ type: 'uri', value: 'spiffe://lab/web' },
			],
		] as const;
		const times = { notBefore: '2026-11-01T00:00:00Z', notAfter: '2026-11-01T01:00:30Z' };
		const wishes = wishesLike(like({ subjectAltNames: names, ...times }), {
			...{ mount: 'pki', role: 'web' },
		});
		assert.deepEqual(wishes.altNames, ['api.test', 'a@b.test']);
		assert.deepEqual([wishes.ipSans, wishes.uriSans], [['10.0.0.7'], ['spiffe://lab/web']]);
		assert.equal(wishes.ttlSeconds, 3600);
		const capped = wishesLike(like(times), { mount: '', role: '' }, { maxTtlSeconds: 60 });
		assert.equal(capped.ttlSeconds, 60);
	});

	it('is for the same usages, and for all where it names none', () => {
		const of = (...extendedKeyUsage: readonly string[]) => usageLike(like({ extendedKeyUsage }));
		assert.deepEqual(
			[of('serverAuth'), of('clientAuth'), of('clientAuth', 'serverAuth'), of(), of('codeSigning')],
			['server', 'client', 'both', 'both', undefined],
		);
	});

	it('has a key of the same kind, as far as it can be made here', () => {
		const kinds = [
			...[
				{ keyType: 'ec', curve: 'P-384' },
				{ keyType: 'ec', curve: 'P-521' },
			],
			...[
				{ keyType: 'rsa', keyBits: 2048 },
				{ keyType: 'rsa', keyBits: 3072 },
			],
			{ keyType: 'ed25519' },
		].map((key) => keyKindLike(like(key)));
		assert.deepEqual(kinds, ['P-384', undefined, 'RSA-2048', 'RSA-4096', 'Ed25519']);
	});

	it('fits a role by names, usages and key, and perhaps where the role does not say', () => {
		const server = like({ extendedKeyUsage: ['serverAuth'], keyType: 'ec' });
		const rules = { allowAnyName: true, serverAuth: true, clientAuth: false };
		assert.equal(fitOfRole(server, rules), 'exact');
		assert.equal(fitOfRole(server, { allowAnyName: true }), 'perhaps');
		assert.equal(fitOfRole(server, { ...rules, clientAuth: true }), undefined);
		assert.equal(fitOfRole(server, { ...rules, keyType: 'rsa' }), undefined);
		const others = { ...rules, allowAnyName: false, allowedDomains: ['other.test'] };
		assert.equal(fitOfRole(server, others), undefined);
	});

	it('is due when two thirds of its life are over', () => {
		const life = { notBefore: '2026-11-01T00:00:00Z', notAfter: '2026-11-01T03:00:00Z' };
		assert.equal(new Date(renewalMoment(life)).toISOString(), '2026-11-01T02:00:00.000Z');
		assert.equal(isRenewalDue(life, new Date('2026-11-01T01:59:59Z')), false);
		assert.equal(isRenewalDue(life, new Date('2026-11-01T02:00:00Z')), true);
	});
});

describe('layouts of renewed certificates', () => {
	let first: IssuedPair;
	let moved: IssuedPair;
	before(async () => {
		({ first, moved } = await issuePairs());
	});

	it('write each set as its readers expect it', () => {
		const { leaf: certificatePem, key: privateKeyPem, intermediate, root } = first;
		const material = { certificatePem, privateKeyPem, chainPem: [intermediate, root] };
		const of = (id: Parameters<typeof layoutFiles>[0]) =>
			Object.fromEntries(layoutFiles(id, material).map(({ name, content }) => [name, content]));
		assert.deepEqual(of('server'), {
			...{ 'server.crt': certificatePem, 'server.key': privateKeyPem },
			'fullchain.crt': certificatePem + intermediate,
			...{ 'ca_chain.pem': intermediate + root, 'issuing_ca.pem': intermediate },
		});
		assert.deepEqual(of('kubernetes'), {
			...{ 'tls.crt': certificatePem + intermediate, 'tls.key': privateKeyPem, 'ca.crt': root },
		});
		assert.deepEqual(of('combined'), {
			'server.pem': certificatePem + intermediate + privateKeyPem,
		});
		const modes = layoutFiles('server', material).map(({ mode }) => mode?.toString(8));
		assert.deepEqual(modes, ['644', '600', '644', '644', '644']);
	});

	it('know the files with what is above a certificate by their names', () => {
		assert.deepEqual(
			['ca_chain.pem', 'chain.crt', 'issuing_ca.pem', 'ca.crt', 'fullchain.crt'].map(chainFileOf),
			['chain', 'chain', 'issuer', undefined, undefined],
		);
	});

	it('change those only where another authority issues, and what they hold was above the old one', () => {
		const [old, fresh] = [first.old.above, moved.fresh.above];
		assert.deepEqual(chainFileContent('chain', old, old, fresh), fresh);
		assert.deepEqual(chainFileContent('chain', old.slice(0, 1), old, fresh), fresh.slice(0, 1));
		assert.deepEqual(chainFileContent('issuer', old.slice(0, 1), old, fresh), fresh.slice(0, 1));
		assert.equal(chainFileContent('chain', old, old, old), undefined);
		assert.equal(chainFileContent('chain', fresh, old, fresh), undefined);
	});

	it('tell how the programs that use them take up new files', () => {
		const of = (...files: readonly string[]) => hintsFor(files).map(({ program }) => program);
		assert.deepEqual(of('/etc/nginx/sites/a.conf', '/x/haproxy.cfg'), ['nginx', 'HAProxy']);
		assert.deepEqual(of('/etc/vault.d/vault.hcl'), ['Vault, OpenBao (listener)']);
		assert.ok(of('/x/unknown.txt').includes('nginx'));
		assert.ok(!of('/x/unknown.txt').includes('Python'));
	});
});
