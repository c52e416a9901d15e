import assert from 'node:assert/strict';
import { describeOutcomes } from '../../src/commands/revoke/revocation.js';
import type { RevokeOutcome } from '../../src/core/backends/contract/backend.js';
import { PkiError } from '../../src/core/common/errors.js';
import { describeError } from '../../src/ui/words/errors/errors.js';
import { noteSentences } from '../../src/ui/words/outcomeNotes.js';

const crl = 'The CRL was not renewed and may not list it yet. Rotate the CRL.';

describe('What a backend says of something that is done', () => {
	it('is told once, after a revocation of one certificate or of several', () => {
		const notes = [{ code: 'crlNotRenewed', args: {} }] as const;
		const outcome: RevokeOutcome = { revoked: true, outcome: 'revoked', warnings: [], notes };
		const revoked = (name: string) => ({
			...{ connection: 'scai', mount: 'pki', serialNumber: '2bf91c', name, outcome },
		});
		assert.equal(describeOutcomes([revoked('web')]), `“web” (serial 2b:f9:1c) is revoked. ${crl}`);
		assert.equal(
			describeOutcomes([revoked('web'), revoked('api')]),
			`2 certificates are revoked. ${crl}`,
		);
	});

	it('names the lifetime that was written', () => {
		const [sentence] = noteSentences([{ code: 'longerLifetime', args: { seconds: 7200 } }]);
		assert.equal(
			sentence,
			'The server accepts whole hours only, so the maximum lifetime is 2 hours.',
		);
	});

	it('names the CA that was created', () => {
		const args = { authority: 'root', id: 'ca_1' };
		const error = new PkiError('unexpected', { reason: 'authorityUnread', args });
		assert.match(describeError(error).message, /^The CA “root” was created, but /);
	});
});
