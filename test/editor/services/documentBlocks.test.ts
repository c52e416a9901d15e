/** The blocks of a large document, which a thread follows and judges, and which may fail. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { isPkiError } from '../../../src/core/common/errors.js';
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

/** The real thread, which leaves a check of one file unanswered. */
const slow = (thread: string) => `
const { parentPort } = require('node:worker_threads');
const on = parentPort.on.bind(parentPort);
const unanswered = [];
parentPort.on = (name, hear) => on(name, (message) => {
	if (message.check?.file.path === '/slow') unanswered.push(message);
	else hear(message);
});
void import(${JSON.stringify(pathToFileURL(thread).href)});
`;

describe('the blocks of a large document', () => {
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));

	const blocksBy = (thread: (real: string) => string) => {
		const { extensionPath = '' } =
			vscode.extensions.getExtension('pki-workbench.pki-workbench') ?? {};
		folder.write('dist/blocksWorker.js', thread(join(extensionPath, 'dist/blocksWorker.js')));
		return new DocumentBlocks(folder.path);
	};

	it('are read anew once their thread has died', async () => {
		const blocks = blocksBy(dying);
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

	const question = {
		file: {},
		context: { now: new Date(), threshold: { days: 30, lifetimeShare: 0.2 } },
	};
	const type = async ({ uri }: vscode.TextDocument) => {
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, new vscode.Position(0, 0), '# a note\n');
		await vscode.workspace.applyEdit(edit);
	};

	it('are judged by their thread, as they are until the next edit', async () => {
		const blocks = blocksBy(slow);
		try {
			const small = await openText(folder, pemOf(), 'plaintext');
			assert.equal(await blocks.checkInThread(small, question), undefined);
			const text = `${pemOf({ name: 'old.test', from: -40, to: -3 })}${'# a note\n'.repeat(200_000)}`;
			const document = await openText(folder, text, 'plaintext');
			const codes = async () => {
				const checked = await blocks.checkInThread(document, question);
				return checked?.findings.map(({ code, block: { line } }) => `${line} ${code}`);
			};
			assert.deepEqual(await codes(), ['0 expired']);
			const slowly = { ...question, file: { path: '/slow' } };
			const asked = blocks.checkInThread(document, slowly);
			const rejected = assert.rejects(asked, (error) => isPkiError(error, 'cancelled'));
			await type(document);
			await rejected;
			assert.deepEqual(await codes(), ['1 expired']);
		} finally {
			blocks.dispose();
		}
	});

	it('are quiet once nobody types, or nobody waits', async () => {
		const blocks = blocksBy(slow);
		const cancel = new vscode.CancellationTokenSource();
		try {
			const document = await openText(folder, `${pemOf()}${'# a note\n'.repeat(200_000)}`, 'pem');
			await blocks.blocksOf(document);
			await blocks.whenQuiet(document, cancel.token);
			const order: string[] = [];
			blocks.onDidChange(() => order.push('told'));
			await type(document);
			await blocks.whenQuiet(document, cancel.token);
			order.push('quiet');
			assert.deepEqual(order, ['told', 'quiet']);
			await type(document);
			const waiting = blocks.whenQuiet(document, cancel.token);
			cancel.cancel();
			await waiting;
			assert.deepEqual(order, ['told', 'quiet']);
		} finally {
			cancel.dispose();
			blocks.dispose();
		}
	});
});
