import assert from 'node:assert/strict';
import { toPem } from '../../../src/core/find/pem.js';
import { actionsFor } from '../../../src/details/actions.js';
import { describeBlock } from '../../../src/details/page/describe.js';
import { readSubject } from '../../../src/details/page/subject.js';
import { renderText } from '../../../src/details/page/text.js';
import { pemOf } from '../../support/certificates.js';
import {
	commonName,
	crl,
	extension,
	generalizedTime,
	integer,
	sequence,
	tlv,
} from '../../support/der.js';
import { standInServices } from '../../support/standInContext.js';

describe('details of what may be revoked', () => {
	it('offer to revoke a certificate that some CA may have issued, and no other block', async () => {
		const standIn = standInServices();
		try {
			const root = pemOf({ name: 'Root', issuer: commonName('Root') });
			const content = pemOf() + root + toPem('X509 CRL', crl());
			const subject = await readSubject({ title: 'Test', content });
			const offered = await Promise.all(
				subject.blocks.map(async (block) => {
					const actions = await actionsFor(standIn.services, subject, block);
					return actions.some(({ id }) => id === 'revoke');
				}),
			);
			assert.deepEqual(offered, [true, false, false]);
			const [leaf] = subject.blocks;
			assert.ok(leaf);
			const actions = await actionsFor(standIn.services, subject, leaf);
			assert.equal(actions.at(-1)?.id, 'revoke');
			assert.deepEqual(
				actions.filter(({ apart }) => apart).map(({ id }) => id),
				['revoke'],
			);
			assert.equal(actions.find(({ primary }) => primary)?.id, 'copyPem');
		} finally {
			standIn.dispose();
		}
	});

	it('says what a delta CRL does not say', async () => {
		const changes = [6, 8].map((reason) => {
			const code = sequence(extension('2.5.29.21', tlv(0x0a, Buffer.of(reason))));
			return sequence(integer(`2bf${reason}`), generalizedTime('20260101000000Z'), code);
		});
		const numbers = [
			extension('2.5.29.20', integer('09')),
			extension('2.5.29.27', integer('07'), true),
		];
		const content = toPem('X509 CRL', crl({ entries: changes, extensions: numbers }));
		const subject = await readSubject({ title: 'Test', content });
		const [block] = subject.blocks;
		assert.ok(block);
		const text = renderText(await describeBlock(subject, block, { raw: false }));
		assert.match(text, /^Delta CRL: /);
		assert.match(text, /^Changes +2 since CRL number 7$/m);
		assert.match(text, /not listed here may be revoked/);
		assert.match(text, /2b:f6 .* on hold; may become valid again/);
		assert.match(text, /2b:f8 .* removed: no longer revoked/);
	});
});
