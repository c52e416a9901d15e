import assert from 'node:assert/strict';
import { decode } from '../../src/core/decode/decode.js';
import { fileSentences } from '../../src/ui/words/findings/findingWords.js';
import { ecKeys, makeCertificate, makeRoot, pkcs8 } from '../matrix/material.js';

describe('what is wrong with a file, in sentences', () => {
	const root = makeRoot('Root');
	const policy = makeRoot('Policy CA', { issuer: root });
	const issuing = makeRoot('Issuing CA', { issuer: policy });
	const leaf = makeCertificate({ name: 'web.test', issuer: issuing, ca: false });
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
			'that its issuers are out of order',
			leaf.pem + policy.pem + issuing.pem,
			[
				'The issuers of web.test are out of order. TLS 1.2 expects each certificate to be followed by its issuer.',
			],
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
			const found = await fileSentences({ text, blocks: decode(text) }, context);
			assert.deepEqual(
				found.map((sentence) => sentence.replace(/^Line \d+: /, '')),
				sentences,
			);
		});
	}
});
