import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { PkiError } from '../../src/core/common/errors.js';
import { noticeOf, showError } from '../../src/ui/words/errors/errors.js';
import { shortWarnings } from '../../src/ui/words/errors/serverWords.js';
import { eventually } from '../support/editor.js';
import { standInServices } from '../support/standInContext.js';

describe('warnings of a server', () => {
	it('are said as they are where there is one short one, and once where it is repeated', () => {
		assert.deepEqual(shortWarnings([]), { words: '' });
		assert.deepEqual(shortWarnings(['TTL was cut', 'TTL was cut']), { words: 'TTL was cut' });
	});

	it('are cut where they are long, and then all there is to show', () => {
		const long = 'a word '.repeat(60).trim();
		const { words, full } = shortWarnings([long]);
		assert.equal(words.length, 140);
		assert.match(words, /…$/);
		assert.equal(full, long);
	});

	it('are counted after the first', () => {
		assert.deepEqual(shortWarnings(['one', 'two', 'one', 'three']), {
			words: 'one (and 2 more)',
			full: 'one\n\ntwo\n\nthree',
		});
	});
});

describe('errors of a server', () => {
	const long = 'a word '.repeat(60).trim();
	const notice = (...serverMessages: readonly string[]) =>
		noticeOf(
			new PkiError('unexpected', { reason: 'status', args: { status: 500 }, serverMessages }),
		);

	it('are said as they are where they are short', () => {
		assert.deepEqual(notice('disk full', 'disk full', 'try later'), {
			message: 'The server failed (status 500). The server says: disk full; try later',
		});
	});

	it('are cut where they are long, and shown in full below what went wrong', () => {
		const { message, details } = notice(long, 'try later');
		assert.match(
			message,
			/^The server failed \(status 500\)\. The server says: a word .*… \(and 1 more\)$/,
		);
		assert.ok(message.length < 220, message);
		assert.deepEqual(details, {
			sentence: 'The server failed (status 500).',
			words: `${long}\n\ntry later`,
		});
	});

	it('are explained by themselves where only they say what is wrong', () => {
		const { message, details } = noticeOf(new PkiError('invalid', { serverMessages: [long] }));
		assert.match(message, /^The server refused this: a word .*…$/);
		assert.deepEqual(details, { sentence: 'The server refused this.', words: long });
	});

	it('have a button that shows them in full', async () => {
		await vscode.commands.executeCommand('notifications.clearAll');
		// A window under test shows no modal message; it says which one it would have shown.
		const shown = assert.rejects(
			showError(new PkiError('invalid', { serverMessages: [long] })),
			/The server refused this\./,
		);
		let isShown = false;
		const settle = () => (isShown = true);
		void shown.then(settle, settle);
		await eventually('the details', async () => {
			await vscode.commands.executeCommand('notification.acceptPrimaryAction');
			return isShown || undefined;
		});
		await shown;
	});

	it('do not show the token when a server repeats it', async () => {
		const token = 'hvs.planted-token';
		const server = createServer((request, response) => {
			const heard = String(request.headers['x-vault-token']);
			response.writeHead(500, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ errors: [`${long} from ${heard}`] }));
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const standIn = standInServices();
		const { services } = standIn;
		try {
			const { port } = server.address() as AddressInfo;
			const { id } = await services.connections.add({
				...{ backend: 'vault', label: 'Repeats', secrets: { token } },
				fields: { address: `http://127.0.0.1:${port}` },
			});
			const client = await services.clients.get(id);
			const error: unknown = await client.readRole('pki', 'web').then(
				() => undefined,
				(reason: unknown) => reason,
			);
			assert.equal(noticeOf(error).details?.words, `${long} from …`);
		} finally {
			standIn.dispose();
			server.close();
		}
	});
});
