import assert from 'node:assert/strict';
import { fieldToMend } from '../../../../src/commands/connect/fieldToMend.js';
import { vault } from '../../../../src/core/backends/vault/definition.js';
import {
	allFields,
	type ConnectionField,
	withDetails,
} from '../../../../src/core/backends/contract/backend.js';
import { PkiError } from '../../../../src/core/common/errors.js';

describe('the field to mend', () => {
	let fields: readonly ConnectionField[] = [];
	before(async () => {
		fields = allFields(await withDetails(vault));
	});
	const found = (...error: ConstructorParameters<typeof PkiError>) =>
		fieldToMend(fields, new PkiError(...error));

	it('is the one whose value the failure speaks of', () => {
		const reasons = [
			['untrusted', 'unknownIssuer', 'caFile'],
			['untrusted', 'selfSigned', 'caFile'],
			['untrusted', 'nameMismatch', 'serverName'],
			['untrusted', 'clientCertificateRequired', 'clientCertificateFile'],
			['untrusted', 'clientIssuerUnknown', 'clientCertificateFile'],
			['unauthorized', 'badToken', 'token'],
			['unreachable', 'refused', 'address'],
			['unreachable', 'unknownServerName', 'serverName'],
			['unreachable', 'handshakeFailure', 'clientCertificateFile'],
			['unexpected', 'notVault', 'address'],
		] as const;
		for (const [code, reason, field] of reasons) {
			assert.equal(found(code, { reason }), field, `${code}/${reason}`);
		}
		assert.equal(found('standby'), 'address');
	});

	it('is the one that names a file at fault', () => {
		const args = { file: '/work/client.key', field: 'clientKeyFile' };
		assert.equal(found('notFound', { reason: 'file', args }), 'clientKeyFile');
		assert.equal(found('unreachable', { reason: 'fileMissing', args }), 'clientKeyFile');
	});

	it('is none where no setting is likelier than another', () => {
		assert.equal(found('sealed'), undefined);
		assert.equal(found('invalid', { reason: 'badOption', args: { field: 'tokn' } }), undefined);
		assert.equal(fieldToMend(fields, new Error('other')), undefined);
	});
});
