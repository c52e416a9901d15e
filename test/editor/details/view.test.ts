import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describeBlock } from '../../../src/details/page/describe.js';
import { keptOf, parseKept } from '../../../src/details/kept.js';
import { readSubject, type Subject } from '../../../src/details/page/subject.js';
import { buildView } from '../../../src/details/view.js';
import { derOf, pemOf, tornPem } from '../../support/certificates.js';
import {
	bits,
	boolean,
	commonName,
	dns,
	extension,
	integer,
	sequence,
	subjectAltName,
} from '../../support/der.js';

const authority = [
	extension('2.5.29.19', sequence(boolean(true), integer('00')), true),
	extension('2.5.29.15', bits(Buffer.of(0x06)), true),
];

describe('what the details view is sent', () => {
	it('holds nothing of a private key but its kind', async () => {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		const subject = await readSubject({ title: 'server.key', content: pem + pemOf() });
		const [block] = subject.blocks;
		assert.ok(block);
		assert.equal(block.der, undefined);
		const facts = await describeBlock(subject, block, { raw: true });
		const { view, copies } = buildView(subject, 0, facts, [], 'server.key');
		const sent = JSON.stringify([view, [...copies]]);
		assert.match(sent, /RSA 2048 bits/);
		const jwk = privateKey.export({ format: 'jwk' });
		for (const number of ['d', 'p', 'q', 'dp', 'dq', 'qi']) {
			const value = Buffer.from(String(jwk[number]), 'base64url');
			for (const form of ['hex', 'base64', 'base64url'] as const) {
				assert.ok(!sent.includes(value.toString(form).slice(0, 60)), `${number} as ${form}`);
			}
		}
		for (const line of pem.split('\n').slice(1, -2)) assert.ok(!sent.includes(line));
	});

	it('is kept for a window that is loaded anew, at the same lines and without private keys', async () => {
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		const subject = await readSubject({
			title: 'all.pem',
			content: key + tornPem() + pemOf() + pemOf({ name: 'second.test' }),
			source: { connection: 'dev', mount: 'pki', serialNumber: '01' },
		});
		const kept = keptOf(subject, 3);
		assert.ok(!JSON.stringify(kept).includes('PRIVATE'));
		assert.ok(!JSON.stringify(kept).includes(key.split('\n')[1] ?? ''));
		const restored = parseKept(JSON.parse(JSON.stringify({ open: [], kept })));
		assert.ok(restored);
		assert.deepEqual(restored.target.source, subject.source);
		const again = await readSubject(restored.target);
		const positions = ({ blocks }: Subject) => blocks.map(({ line, facts }) => [line, facts?.kind]);
		assert.deepEqual(positions(again), positions(subject).slice(2));
		assert.equal(restored.selected, 1);
		assert.equal(keptOf(await readSubject({ title: 'a.key', content: key }), 0), undefined);
		for (const state of [undefined, null, 'x', {}, { kept: { title: 1 } }]) {
			assert.equal(parseKept(state), undefined);
		}
	});

	it('is kept with where it came from and what is known to be revoked', async () => {
		const place = { connection: 'dev', mount: 'pki' };
		for (const origin of [
			{ kind: 'crl', ...place } as const,
			{ kind: 'authority', ...place, authority: 'root' } as const,
		]) {
			const revokedAt = '2026-01-01T00:00:00Z';
			const target = { title: 'a', content: pemOf(), origin, revokedAt };
			const subject = await readSubject({ ...target, revocationReason: 'superseded' });
			const kept = JSON.parse(JSON.stringify({ kept: keptOf(subject, 0, true) })) as unknown;
			const restored = parseKept(kept);
			assert.deepEqual(restored?.target.origin, origin);
			assert.equal(restored.preview, true);
			assert.deepEqual(
				[...restored.revocations.values()],
				[{ at: revokedAt, reason: 'superseded' }],
			);
		}
	});

	it('is called a certificate and its chain where it is one', async () => {
		const issuer = { name: 'Issuing CA', extensions: authority };
		const leaf = pemOf({ issuer: commonName('Issuing CA') });
		const labels = [leaf + pemOf(issuer), leaf + pemOf({ name: 'another.test' })].map(
			async (content) => {
				const subject = await readSubject({ title: 'a', content });
				const [block] = subject.blocks;
				assert.ok(block);
				const facts = await describeBlock(subject, block, { raw: false });
				return buildView(subject, 0, facts, [], 'dev / pki').view.labels.blocks;
			},
		);
		assert.deepEqual(await Promise.all(labels), [
			'Certificate and its chain, from dev / pki',
			'2 blocks in dev / pki',
		]);
	});

	it('lets long values scroll, so that key and fingerprint below them stay in view', async () => {
		const rowsOf = async (...names: readonly string[]) => {
			const extensions = [subjectAltName(...names.map((name) => dns(name)))];
			const subject = await readSubject({ title: 'a', content: derOf({ extensions }) });
			const [block] = subject.blocks;
			assert.ok(block);
			const facts = await describeBlock(subject, block, { raw: false });
			const { rows } = buildView(subject, 0, facts, [], 'a').view;
			assert.ok(rows.every(({ values }) => values.every(({ length }) => length <= 2000)));
			return rows.filter(({ isLong }) => isLong === true).map(({ label }) => label);
		};
		const many = Array.from({ length: 30 }, (_, index) => `host-${String(index)}.test`);
		assert.deepEqual(await rowsOf(...many), ['Names']);
		assert.deepEqual(await rowsOf(`${'long.'.repeat(50_000)}test`), ['Names']);
		assert.deepEqual(await rowsOf('a.test', 'b.test', 'c.test'), []);
	});

	it('names copies by ids and keeps their text with the extension', async () => {
		const subject = await readSubject({ title: 'a', content: derOf() });
		const [block] = subject.blocks;
		assert.ok(block);
		const facts = await describeBlock(subject, block, { raw: true });
		const { view, copies } = buildView(subject, 0, facts, [], 'a');
		const row = view.rows.find(({ label }) => label === 'SHA-256');
		assert.equal(row?.copyLabel, 'Copy SHA-256');
		assert.match(copies.get(row.copyId ?? '')?.text ?? '', /^[0-9a-f]{64}$/);
		assert.deepEqual(
			view.sections.map(({ id }) => id),
			['identity', 'extensions', 'raw'],
		);
	});
});
