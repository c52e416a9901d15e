/** What lines of logs and errors mean; each line is one that the program named really prints. */
import assert from 'node:assert/strict';
import {
	explainFailure,
	explainLines,
	explainText,
} from '../../../../../src/core/tls/explain/explanation.js';

/** Line → id, side. */
const said: readonly (readonly [line: string, id: string, side: string])[] = [
	// Node.js: by code, by number, in a wrapper.
	["  code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'", 'incompleteChain', 'server'],
	["  code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'", 'clientCertificateRefused', 'client'],
	["  code: 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE'", 'clientCertificateRefused', 'client'],
	["  code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'", 'clientCertificateRequired', 'client'],
	["  code: 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME'", 'unrecognizedName', 'client'],
	[
		'Error: write EPROTO 0000:error:0A000412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:../deps/x.c:1:SSL alert number 42',
		'clientCertificateRefused',
		'client',
	],
	[
		'error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE',
		'clientCertificateRefused',
		'client',
	],
	["  code: 'ERR_OSSL_PEM_NO_START_LINE'", 'certificateNotPem', 'client'],
	["  code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'", 'keyMismatch', 'client'],
	// curl and openssl
	[
		'curl: (60) SSL certificate problem: unable to get local issuer certificate',
		'unknownIssuer',
		'client',
	],
	['verify error:num=18:self-signed certificate', 'selfSigned', 'either'],
	[
		'    Verify return code: 21 (unable to verify the first certificate)',
		'incompleteChain',
		'server',
	],
	['error 26 at 0 depth lookup: unsuitable certificate purpose', 'wrongPurpose', 'server'],
	// Python
	[
		'ssl.SSLError: [X509: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:3900)',
		'keyMismatch',
		'client',
	],
	['ssl.SSLError: [SSL] PEM lib (_ssl.c:3900)', 'ownCertificateUnusable', 'client'],
	// Go
	[
		'Get "https://localhost:8443": tls: failed to verify certificate: x509: certificate signed by unknown authority',
		'unknownIssuer',
		'client',
	],
	[
		'Get "https://localhost:8443": remote error: tls: certificate required',
		'clientCertificateRequired',
		'client',
	],
	// Java, rustls
	[
		'javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate',
		'clientCertificateRefused',
		'client',
	],
	['received fatal alert: UnknownCA', 'clientIssuerUnknown', 'either'],
	// Envoy counts in decimal.
	[
		'TLS_error:|268436502:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN:TLS_error_end',
		'clientCertificateRefused',
		'client',
	],
	// .NET
	[
		'The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot',
		'unknownIssuer',
		'client',
	],
	[
		'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
		'nameMismatch',
		'either',
	],
	[
		"Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.",
		'handshakeFailure',
		'either',
	],
	// PostgreSQL, Redis and HAProxy, of their clients.
	['LOG:  could not accept SSL connection: tlsv1 alert unknown ca', 'unknownIssuer', 'client'],
	[
		'Error accepting a client connection: error:0A0000C7:SSL routines::peer did not return a certificate',
		'clientCertificateRequired',
		'client',
	],
	['web/1: SSL client CA chain cannot be verified', 'clientIssuerUnknown', 'either'],
	// Logs as JSON, with the error in a string.
	[
		'{"level":"error","err":"fetch failed\\nCERT_HAS_EXPIRED","url":"https://a.test"}',
		'expired',
		'server',
	],
	// Logs of servers, in which the sides are the other way round.
	[
		'2026/11/26 10:00:00 [info] 7#7: *1 client SSL certificate verify error: (10:certificate has expired) while reading client request headers',
		'clientCertificateExpired',
		'client',
	],
	[
		'http: TLS handshake error from 127.0.0.1:5000: remote error: tls: unknown certificate authority',
		'unknownIssuer',
		'client',
	],
	[
		'http: TLS handshake error from 127.0.0.1:5000: remote error: tls: bad certificate',
		'serverCertificateRefused',
		'either',
	],
	[
		"http: TLS handshake error from 127.0.0.1:5000: tls: client didn't provide a certificate",
		'clientCertificateRequired',
		'client',
	],
];

describe('an explanation', () => {
	for (const [line, id, side] of said) {
		it(`of ${line.trim().slice(0, 60)}`, () => {
			const found = explainText(line);
			assert.deepEqual([found?.id, found?.side], [id, side]);
		});
	}

	it('is absent where nothing is known', () => {
		const others = [
			...['', 'Compiled 20 files.', 'alert: disk full', 'error 3 at line 7'],
			// Bundlers of before OpenSSL 3 say this of a hash that is not there.
			"code: 'ERR_OSSL_EVP_UNSUPPORTED'",
			'Error: error:0308010C:digital envelope routines::unsupported',
			'error:1608010C:STORE routines:ossl_store_handle_load_result:unsupported:store_result.c:149:',
			'cat: app.keymap: No such file or directory',
			'open notes.txt: permission denied',
		];
		for (const text of others) {
			assert.equal(explainText(text), undefined, text);
		}
	});

	it('names the server that the line names', () => {
		const places = [
			['Error: connect ECONNREFUSED 10.0.0.7:8200', '10.0.0.7', 8200],
			[
				'Get "https://vault.test/v1/sys": x509: certificate signed by unknown authority',
				'vault.test',
				443,
			],
			['Error: getaddrinfo ENOTFOUND vault.test', 'vault.test', undefined],
			[
				'curl: (7) Failed to connect to localhost port 8443 after 0 ms: ECONNREFUSED',
				'localhost',
				8443,
			],
			['connect ECONNREFUSED ::1:8443', '::1', 8443],
			['openssl s_client -connect vault.test:8200: CERT_HAS_EXPIRED', 'vault.test', 8200],
		] as const;
		for (const [line, host, port] of places) {
			const found = explainText(line);
			assert.deepEqual([found?.host, found?.port], [host, port], line);
		}
		const client = explainText(
			'TLS handshake error from 10.0.0.9:5000: EOF: remote error: tls: bad certificate',
		);
		assert.equal(client?.host, undefined, 'the address of a client');
	});

	it('is of the cause in a dump of several lines', () => {
		const dump = [
			'TypeError: fetch failed',
			'  [cause]: Error: unable to verify the first certificate',
			"    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'",
			'Error: read ECONNRESET',
		].join('\n');
		assert.equal(explainText(dump)?.id, 'incompleteChain');
		const found = [...explainLines(dump)].filter((line) => line !== undefined);
		assert.deepEqual(
			found.map(({ id, start, end }) => [id, dump.slice(start, end)]),
			[
				['incompleteChain', 'unable to verify the first certificate'],
				['incompleteChain', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
				['connectionReset', 'ECONNRESET'],
			],
		);
	});
});

describe('a failure of an own handshake', () => {
	it('is explained by who said it and who saw it', () => {
		const ids = (['self', 'peer'] as const).flatMap((saidBy) =>
			(['client', 'server'] as const).map(
				(seenBy) => explainFailure({ alert: 48, saidBy, seenBy })?.id,
			),
		);
		assert.deepEqual(ids, [
			'unknownIssuer',
			'clientIssuerUnknown',
			'clientIssuerUnknown',
			'unknownIssuer',
		]);
		const verdict = { code: 'CERT_HAS_EXPIRED', saidBy: 'self' } as const;
		assert.equal(explainFailure(verdict)?.id, 'expired');
		assert.equal(explainFailure({ ...verdict, seenBy: 'server' })?.id, 'clientCertificateExpired');
	});

	it('has the code of the alert where there is no other', () => {
		assert.equal(explainFailure({ alert: 116, saidBy: 'peer' })?.code, 'alert 116');
		const code = 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA';
		assert.equal(explainFailure({ code, saidBy: 'peer' })?.code, code);
		assert.equal(explainFailure({ code: 'UNKNOWN', message: 'odd', saidBy: 'self' }), undefined);
	});
});
