import assert from 'node:assert/strict';
import { statusError } from '../../../../src/core/backends/vault/session/httpErrors.js';
import { PkiError } from '../../../../src/core/common/errors.js';
import { faultyFields } from '../../../../src/ui/ask/faultyFields.js';

describe('ui/ask/faultyFields', () => {
	it('knows the field that a server’s words are about', () => {
		for (const [message, field] of [
			['common name evil.test not allowed by this role', 'commonName'],
			['subject alternate name evil.test not allowed by this role', 'names'],
			[
				'IP Subject Alternative Names are not allowed in this role, but was provided 10.0.0.7',
				'names',
			],
			[
				'cannot satisfy request, as TTL would result in notAfter of 2036-01-01T00:00:00Z that is beyond the expiration of the CA certificate',
				'ttl',
			],
			['role requires keys of type rsa', 'key'],
			['role requires a minimum of a 4096-bit key, but CSR’s key is 2048 bits', 'key'],
			['issuer name already in use', 'issuerName'],
			['"ttl" value must be less than "max_ttl" value', 'ttl'],
		]) {
			assert.deepEqual(faultyFields(statusError(400, { errors: [message] })), [field], message);
		}
		assert.deepEqual(faultyFields(statusError(400, { errors: ['something else'] })), []);
		assert.deepEqual(faultyFields(statusError(500, { errors: ['common name'] })), []);
	});

	it('knows it from the reason and the option of our own', () => {
		const bad = new PkiError('invalid', { reason: 'badOption', args: { name: 'keyBits' } });
		assert.deepEqual(faultyFields(bad), ['key']);
		assert.deepEqual(faultyFields(new PkiError('notFound', { reason: 'noRole' })), ['role']);
		assert.deepEqual(faultyFields(new PkiError('forbidden', { reason: 'file' })), ['folder']);
		assert.deepEqual(faultyFields(new PkiError('timeout')), []);
		assert.deepEqual(faultyFields(new Error('x')), []);
	});
});
