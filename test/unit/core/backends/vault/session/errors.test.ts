import * as assert from 'node:assert/strict';
import { networkError } from '../../../../../../src/core/tls/networkErrors.js';
import {
	serverMessages,
	statusError,
} from '../../../../../../src/core/backends/vault/session/httpErrors.js';

const context = {
	host: 'vault.test',
	origin: 'https://vault.test',
	hasClientCertificate: false,
	caFileDamaged: false,
};

function failure(code: string, message = code): Error {
	return Object.assign(new Error(message), { code });
}

describe('core/backends/vault: network errors', () => {
	const cases: [Error, boolean, string, string | undefined][] = [
		[failure('ECONNREFUSED'), false, 'unreachable', 'refused'],
		[failure('ENOTFOUND'), false, 'unreachable', 'unknownHost'],
		[failure('ETIMEDOUT'), false, 'unreachable', 'noAnswer'],
		[failure('ECONNRESET', 'socket hang up'), false, 'unreachable', 'closed'],
		[failure('DEPTH_ZERO_SELF_SIGNED_CERT'), false, 'untrusted', 'selfSigned'],
		[failure('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), false, 'untrusted', 'unknownIssuer'],
		[failure('CERT_HAS_EXPIRED'), false, 'untrusted', 'expired'],
		[failure('ERR_TLS_CERT_ALTNAME_INVALID'), false, 'untrusted', 'nameMismatch'],
		[failure('UNSPECIFIED', 'permitted subtree violation'), false, 'untrusted', 'verification'],
		[
			failure('EPROTO', '139:error:0A00010B:SSL routines:ssl3_get_record:wrong version number'),
			false,
			'unreachable',
			'httpsToHttp',
		],
		[
			failure('EPROTO', 'write EPROTO 10000:error:100000f7:SSL routines:WRONG_VERSION_NUMBER'),
			false,
			'unreachable',
			'httpsToHttp',
		],
		[failure('HPE_INVALID_CONSTANT'), false, 'unexpected', 'notVault'],
		// Alerts: OpenSSL 3.0, OpenSSL 3.5, and BoringSSL inside EPROTO.
		[
			failure('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
			false,
			'untrusted',
			'clientCertificateRequired',
		],
		[failure('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'), true, 'untrusted', 'clientCertificateRefused'],
		[failure('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'), false, 'unreachable', 'handshakeFailure'],
		[failure('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'), true, 'untrusted', 'clientIssuerUnknown'],
		[
			failure('EPROTO', 'write EPROTO 5:error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT'),
			true,
			'untrusted',
			'clientCertificateRefused',
		],
		[
			failure('EPROTO', 'write EPROTO:error:0A00042D:ssl3_read_bytes:SSL alert number 45'),
			true,
			'untrusted',
			'clientCertificateExpired',
		],
		[failure('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), false, 'unreachable', 'tlsVersion'],
		[failure('EWHATEVER'), false, 'unreachable', undefined],
	];
	for (const [error, hasClientCertificate, code, reason] of cases) {
		it(`${error.message}: ${code} ${reason ?? ''}`, () => {
			const mapped = networkError(error, { ...context, hasClientCertificate });
			assert.equal(mapped.code, code);
			assert.equal(mapped.reason, reason);
			assert.equal(mapped.cause, error);
			assert.equal(mapped.args.host, 'vault.test');
		});
	}
});

describe('core/backends/vault: statuses', () => {
	it('takes apart the list that Go makes of several errors', () => {
		const errors = ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'];
		assert.deepEqual(serverMessages({ errors }), ['permission denied', 'invalid token']);
		assert.deepEqual(serverMessages('nothing'), []);
	});

	const cases: [number, string[], string, string | undefined][] = [
		[400, ['missing parameter'], 'invalid', undefined],
		[403, ['permission denied'], 'forbidden', undefined],
		[
			403,
			['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'],
			'unauthorized',
			undefined,
		],
		[404, [], 'notFound', undefined],
		[404, ['1 error occurred:\n\t* unsupported path\n\n'], 'unsupported', undefined],
		[404, ['no handler for route "x/certs". route entry not found.'], 'notFound', 'noMount'],
		[405, ['1 error occurred:\n\t* unsupported operation\n\n'], 'unsupported', undefined],
		[429, [], 'rateLimited', undefined],
		[500, ['local node not active but active cluster node not found'], 'standby', undefined],
		[500, ['unable to find PKI issuer for reference: x'], 'notFound', 'noAuthority'],
		[500, ['internal error'], 'unexpected', 'status'],
		[503, ['Vault is sealed'], 'sealed', undefined],
	];
	for (const [status, errors, code, reason] of cases) {
		it(`${status} ${JSON.stringify(errors)}: ${code} ${reason ?? ''}`, () => {
			const error = statusError(status, { errors });
			assert.equal(error.code, code);
			assert.equal(error.reason, reason);
			assert.equal(error.args.status, status);
		});
	}
});
