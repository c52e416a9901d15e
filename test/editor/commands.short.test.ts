/** What must work in the oldest VS Code as well: the newcomer's way from nothing to a certificate that can be read. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { call, checkFiles, codeOf } from '../support/commandDoor.js';
import { WorkspaceFolder } from '../support/editor.js';

describe('the newcomer’s way', () => {
	let folder: WorkspaceFolder;
	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());

	it('issues a test certificate, and refuses to do it over the first one', async () => {
		const options = { folder: folder.path };
		checkFiles(await call('pki.issueTestCertificate', options));
		assert.equal(await codeOf(call('pki.issueTestCertificate', options)), 'exists');
	});

	it('decodes it', async () => {
		const issued = await call('pki.issueTestCertificate', {
			folder: folder.path,
			names: ['decoded.test'],
		});
		const text = readFileSync(issued.files.chain ?? '', 'utf8');
		const { blocks } = await call('pki.decode', { text, show: false });
		const [leaf] = blocks;
		assert.ok(leaf && 'kind' in leaf && leaf.kind === 'certificate');
		assert.equal(leaf.serialNumber, issued.serialNumber);
		assert.equal(leaf.notAfter, issued.notAfter);
		assert.deepEqual(leaf.subjectAltNames, [{ type: 'dns', value: 'decoded.test' }]);
	});
});
