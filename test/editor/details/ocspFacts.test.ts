/** OCSP responses and timestamps in words. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DecodedItem } from '../../../src/api.js';
import { toPem } from '../../../src/core/find/pem.js';
import { derOf, pemOf } from '../../support/certificates.js';
import { extension, octets, sequence, tlv } from '../../support/der.js';
import { textOf } from '../../support/factsText.js';
import {
	good,
	nextUpdate,
	ocspResponse,
	revoked,
	single,
	singleExtensions,
	timestampList,
	unknown,
} from '../../support/ocspParts.js';
import { invokeTool } from '../../support/tools.js';

const argon = 'DleUvPOuqT4zGyyZB7P3kN+bwj1xMiXdIaklrGHFTiE=';
const stamps = timestampList(argon, '2026-01-02T03:04:05Z');
const then = '20261126000000Z';
const next = nextUpdate('20991126000000Z');

describe('OCSP responses and timestamps in words', () => {
	it('say what became of one certificate', async () => {
		const logged = singleExtensions(extension('1.3.6.1.4.1.11129.2.4.5', octets(stamps)));
		const der = ocspResponse([single('2bf9', good, then, next, logged)], [derOf({ name: 'R' })]);
		for (const content of [der, toPem('OCSP RESPONSE', der)]) {
			const text = await textOf(content);
			assert.match(text, /^OCSP response: Responder\nCurrent · next update in /);
			assert.match(text, /^Status +Good: not revoked$/m);
			assert.match(text, /^Serial number +2b:f9$/m);
			assert.match(text, /^As of +2026-11-26 00:00 UTC$/m);
			assert.match(text, /^Issuer key \(sha1\) +6b:65:79$/m);
			assert.match(text, /^Responder +CN=Responder$/m);
			assert.match(text, /^Signed with +ecdsa-with-SHA256$/m);
			assert.match(text, /Responder certificates \(1\)[^]*R +issuer /);
			assert.match(text, /Google 'Argon2026h1' · 2026-01-02 03:04 UTC · signed with ecdsa/);
		}
	});

	it('say when and why one was revoked, and list several', async () => {
		const old = single('05', revoked('20260101000000Z', 1), then, nextUpdate('20261127000000Z'));
		const one = await textOf(ocspResponse([old]));
		assert.match(one, /^Status +Revoked on 2026-01-01 00:00 UTC: /m);
		const several = await textOf(ocspResponse([old, single('06', unknown, then)]));
		assert.match(several, /^Response +Successful$/m);
		assert.match(several, /Certificates \(2\)[^]*05 +Revoked on[^]*06 +Unknown to the responder/);
	});

	it('say why there is no answer', async () => {
		const text = await textOf(sequence(tlv(0x0a, Buffer.of(3))));
		assert.match(text, /^OCSP response: The responder is busy\. Try again later\.$/m);
	});

	it('are facts for programs and for language models', async () => {
		const text = toPem('OCSP RESPONSE', ocspResponse([single('2bf9', good, then, next)]));
		const { blocks } = await vscode.commands.executeCommand<{ blocks: DecodedItem[] }>(
			'pki.decode',
			{ text, show: false },
		);
		const [block] = blocks;
		assert.ok(block && 'kind' in block && block.kind === 'ocsp');
		assert.equal(block.responses[0]?.certificateStatus, 'good');
		const { markdown } = await invokeTool('pki_decode', { text });
		assert.match(markdown, /OCSP response \(successful\), 2bf9 good/);
	});

	it('name the logs of a certificate that are known, and show the ids of others', async () => {
		const other = timestampList(Buffer.alloc(32, 0xaa).toString('base64'), '2026-01-02T03:04:05Z');
		const [known, strange] = await Promise.all(
			[stamps, other].map((list) =>
				textOf(pemOf({ extensions: [extension('1.3.6.1.4.1.11129.2.4.2', octets(list))] })),
			),
		);
		assert.match(known ?? '', /Google 'Argon2026h1' · 2026-01-02 .* · log ID 0e5794bc/);
		assert.match(strange ?? '', /Log (?:aa){32} · 2026-01-02 03:04 UTC · signed with ecdsa/);
	});
});
