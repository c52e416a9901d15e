import * as assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readCrl } from '../../../src/core/x509/crl.js';
import { startTestServer, type TestServer } from '../../support/openbao.js';

describe('Vault: the addresses of a mount for anybody', function () {
	this.timeout(30_000);
	let server: TestServer;
	before(async () => {
		server = await startTestServer();
		await server.api('POST', 'sys/namespaces/team', {});
		await server.api('POST', 'team/sys/namespaces/sub', {});
	});
	after(() => server.stop());

	const bytes = async (url: string | undefined) => {
		const response = await fetch(url ?? '');
		assert.equal(response.status, 200, url);
		return Buffer.from(await response.arrayBuffer());
	};

	for (const namespace of ['', 'team', '/team/sub/']) {
		it(`answer certificate and CRL without a token in namespace “${namespace}”`, async () => {
			const prefix = namespace === '' ? '' : `${namespace.replace(/^\/|\/$/g, '')}/`;
			const mount = 'pki/own ca';
			await server.api('POST', `${prefix}sys/mounts/${mount}`, { type: 'pki' });
			const name = `Root of ${prefix}pki`;
			await server.api('POST', `${prefix}${mount}/root/generate/internal`, {
				...{ common_name: name, key_type: 'ec' },
			});
			const client = await server.connect(server.rootToken, { fields: { namespace } });
			const urls = client.publicUrls?.(mount);
			client.dispose();
			const certificate = new X509Certificate(await bytes(urls?.issuingCertificates[0]));
			assert.equal(certificate.subject, `CN=${name}`);
			const crl = readCrl(await bytes(urls?.crlDistributionPoints[0]));
			assert.deepEqual([crl.issuer, crl.problems], [`CN=${name}`, []]);
		});
	}
});
