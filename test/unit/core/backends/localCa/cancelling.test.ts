import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { localCa } from '../../../../../src/core/backends/localCa/definition.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';
import { rejectsWith } from '../../../../support/rejections.js';

describe('Local CA: a cancel that comes late', () => {
	let host: LocalHost;
	const wish = { mount: 'local', role: 'server', commonName: 'a.test' };

	beforeEach(async () => {
		host = await makeLocalHost();
		await (await host.connect()).issue?.(wish);
	});
	afterEach(() => host.remove());

	/** The Local CA on a disk that is cancelled upon while it writes. */
	function connect(onAppend: () => void) {
		const append = (name: string, line: string) => {
			onAppend();
			return host.files.append(name, line);
		};
		const files = { ...host.files, append };
		return localCa.connect({ id: 'localCa', label: 'Local CA', fields: {} }, { ...host, files });
	}

	it('takes back nothing that is being put on the disk: the key would be lost', async () => {
		const controller = new AbortController();
		const backend = await connect(() => controller.abort());
		const issued = await backend.issue?.(wish, { signal: controller.signal });
		assert.ok(issued?.privateKeyPem);
		const certificate = new X509Certificate(issued.certificatePem);
		assert.ok(certificate.checkPrivateKey(createPrivateKey(issued.privateKeyPem)));
		const { items } = await backend.listCertificates('local', {});
		assert.equal(items.length, 2);
	});

	it('issues nothing where it came before', async () => {
		const backend = await connect(() => undefined);
		const signal = AbortSignal.abort();
		await rejectsWith(Promise.resolve(backend.issue?.(wish, { signal })), 'cancelled');
		assert.equal((await backend.listCertificates('local', {})).items.length, 1);
	});
});
