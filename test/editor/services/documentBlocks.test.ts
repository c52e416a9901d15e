/** The blocks of a large document while the thread that follows it fails. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { DocumentBlocks } from '../../../src/services/blocks/documentBlocks.js';
import { pemOf } from '../../support/certificates.js';
import { folderForEachTest, openText, type WorkspaceFolder } from '../../support/editor.js';

/** The real thread, which ends in place of its second answer. */
const dying = (thread: string) => `
const { parentPort } = require('node:worker_threads');
const post = parentPort.postMessage.bind(parentPort);
let answers = 0;
parentPort.postMessage = (answer) => {
	if (answer.places) answers += 1;
	if (answers > 1) process.exit();
	post(answer);
};
void import(${JSON.stringify(pathToFileURL(thread).href)});
`;

describe('the blocks of a large document', () => {
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));

	it('are read anew once their thread has died', async () => {
		const { extensionPath = '' } =
			vscode.extensions.getExtension('pki-workbench.pki-workbench') ?? {};
		folder.write('dist/blocksWorker.js', dying(join(extensionPath, 'dist/blocksWorker.js')));
		const blocks = new DocumentBlocks(folder.path);
		try {
			const text = `${pemOf()}${'# a note\n'.repeat(200_000)}`;
			const document = await openText(folder, text, 'plaintext');
			const begin = new vscode.Position(0, 0);
			const [first] = await blocks.blocksOf(document);
			assert.equal(first?.facts?.kind, 'certificate');
			await assert.rejects(blocks.blocksAt(document, begin), /the thread ended/);
			assert.deepEqual(await blocks.blocksAt(document, begin), [first]);
		} finally {
			blocks.dispose();
		}
	});
});
