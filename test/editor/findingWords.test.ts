import assert from 'node:assert/strict';
import { analyze, type FindingCode } from '../../src/core/diagnostics/analyze.js';
import { decode } from '../../src/core/decode/decode.js';
import { toPem } from '../../src/core/find/pem.js';
import { summaryOf } from '../../src/editor/blocks/summary.js';
import { blockName } from '../../src/ui/facts/facts.js';
import {
	factsOfFinding,
	fileSentences,
	findingEntries,
	findingSentence,
} from '../../src/ui/words/findings/findingWords.js';
import type { FindingEntry } from '../../src/ui/words/findings/sentences/entry.js';
import { certificate, name, request, utf8 } from '../support/der.js';
import { ecKeys, makeCertificate, makeRoot, pkcs8 } from '../matrix/material.js';

describe('what is wrong with a file, in sentences', () => {
	const root = makeRoot('Root');
	const policy = makeRoot('Policy CA', { issuer: root });
	const issuing = makeRoot('Issuing CA', { issuer: policy });
	const leaf = makeCertificate({
		name: 'web.test',
		dns: ['web.test'],
		issuer: issuing,
		ca: false,
	});
	const impostor = makeRoot('Issuing CA');

	for (const [what, text, sentences] of [
		['nothing of a good chain, even one that expires', leaf.pem + issuing.pem + policy.pem, []],
		[
			'that the leaf is not first',
			issuing.pem + leaf.pem,
			[
				'web.test is not the first certificate in this file. Programs use the first one as their own, so it must come before its issuers.',
			],
		],
		[
			'nothing of issuers out of order and a needless root, which every client accepts',
			leaf.pem + policy.pem + issuing.pem + root.pem,
			[],
		],
		[
			'that the issuer has another key, and that a key is a stranger',
			leaf.pem + impostor.pem + pkcs8(ecKeys()),
			[
				`web.test was not signed by “Issuing CA” at line ${leaf.pem.split('\n').length}: the name matches, but the key does not. Clients reject this chain.`,
				'This private key does not belong to any certificate in this file.',
			],
		],
	] as const) {
		it(`says ${what}`, async () => {
			const context = { now: new Date(), threshold: { days: 400, lifetimeShare: 1 } };
			const found = await fileSentences({ text, blocks: decode(text) }, context, new Map());
			assert.deepEqual(
				found.map((sentence) => sentence.replace(/^Line \d+: /, '')),
				sentences,
			);
		});
	}

	it('says which member of a JWK is damaged', async () => {
		const { x = '', ...others } = ecKeys().publicKey.export({ format: 'jwk' });
		const text = JSON.stringify({ ...others, x: x.replace(/^(.{9})./, '$1!') });
		const context = { now: new Date(), threshold: { days: 0, lifetimeShare: 0 } };
		const [finding] = await analyze({ text, blocks: decode(text) }, context);
		assert.ok(finding);
		assert.equal(
			findingSentence(factsOfFinding(finding), context.now),
			'JWK cannot be read. The member “x” of this JWK is not base64url.',
		);
	});
});

describe('the words of every code', () => {
	const facts = {
		kind: 'certificate',
		name: 'web.test',
		subject: 'CN=web.test',
		notBefore: '2026-01-01T00:00:00Z',
		notAfter: '2026-02-01T00:00:00Z',
		error: undefined,
		note: undefined,
	} as const;

	it('say what was found, why it matters and what to do', () => {
		for (const [code, { title, why, mend }] of entries()) {
			const sentence = findingSentence({ ...facts, code }, new Date());
			for (const words of [sentence, title(), why(), mend()]) {
				assert.match(words, /^\S.*\S$/, code);
				assert.doesNotMatch(words, /undefined|\{\d\}/, code);
			}
			for (const words of [why(), mend()]) assert.match(words, /^\P{Ll}.*\.$/u, code);
		}
	});

	it('call a request by its name', () => {
		const [block] = decode(toPem('CERTIFICATE REQUEST', request()));
		assert.ok(block?.facts);
		const { start, end } = block;
		const finding = { code: 'requestSignatureInvalid', severity: 'warning', start, end } as const;
		assert.equal(
			findingSentence(factsOfFinding({ ...finding, block }), new Date()),
			'The signature of the request for request.test does not match its key. CAs refuse it.',
		);
	});

	it('call a certificate without any name by its organization, not by its serial number', () => {
		const subject = name([['2.5.4.10', utf8('Acme')]]);
		const [block] = decode(toPem('CERTIFICATE', certificate({ subject })));
		assert.ok(block?.facts?.kind === 'certificate');
		assert.equal(block.facts.name, '01');
		const { start, end } = block;
		const finding = { code: 'expired', severity: 'error', start, end, block } as const;
		assert.match(findingSentence(factsOfFinding(finding), new Date()), /^Acme expired/);
		assert.equal(blockName(block), 'Acme');
		assert.equal(summaryOf({ first: block, blocks: [block] }, new Date())[0], 'Acme');
	});

	it('are sentences, whatever the length of a name', () => {
		const name = '\u202e'.repeat(100_000);
		const args = { name, child: name, issuer: name, oid: name, usages: name };
		for (const [code] of entries()) {
			const { length } = findingSentence({ ...facts, name, args, code }, new Date());
			assert.ok(length < 1000, `${code}: ${length}`);
		}
	});

	it('have short titles, no two the same', () => {
		const titles = entries().map(([, { title }]) => title());
		assert.equal(new Set(titles).size, titles.length);
		for (const title of titles) {
			const { length } = title.split(' ');
			assert.ok(length >= 3 && length <= 6 && !title.endsWith('.'), title);
		}
	});
});

function entries(): readonly (readonly [FindingCode, FindingEntry])[] {
	const codes = Object.keys(findingEntries) as FindingCode[];
	return codes.map((code) => [code, findingEntries[code]]);
}
