/** What passes a watch is what was sent. */
import * as assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { connect as connectSocket, createServer } from 'node:net';
import { Listening } from '../../../../support/listening.js';
import { openThrough, type RunningWatch, startWatch } from '../../../../support/watching.js';

describe('core/tls/watch/relay', () => {
	let listening: Listening;
	let watch: RunningWatch | undefined;

	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		await watch?.stop();
		await listening.close();
	});

	it('changes no byte, in either direction, and keeps half-closed connections', async () => {
		const size = 3 * 1024 * 1024;
		const sent = randomBytes(size);
		const answered = randomBytes(size);
		const received: Buffer[] = [];
		// Answers only once the client has closed its half.
		const server = createServer({ allowHalfOpen: true }, (socket) => {
			socket.on('data', (bytes) => received.push(bytes));
			socket.on('end', () => socket.end(answered));
		});
		const port = await listening.listen(server);
		for (const mode of ['passThrough', 'proxy'] as const) {
			received.length = 0;
			watch = await startWatch({ mode, host: '127.0.0.1', port });
			const socket =
				mode === 'proxy'
					? await openThrough(watch.port, `127.0.0.1:${port}`)
					: connectSocket({ port: watch.port, host: '127.0.0.1' });
			listening.follow(socket);
			const back: Buffer[] = [];
			socket.end(sent);
			socket.on('data', (bytes) => back.push(bytes));
			await new Promise((resolve) => socket.once('close', resolve));
			assert.equal(digest(Buffer.concat(received)), digest(sent), mode);
			assert.equal(digest(Buffer.concat(back)), digest(answered), mode);
			const row = await watch.until(({ isClosed }) => isClosed);
			assert.deepEqual(row.bytes, { client: size, server: size });
			assert.deepEqual(row.facts.closedBy, { side: 'client', how: 'end' });
			await watch.stop();
		}
	});

	it('passes on a reset, behind what was sent before it', async () => {
		const server = createServer((socket) => {
			socket.on('error', () => {});
			socket.once('data', () => socket.write('last words', () => socket.resetAndDestroy()));
		});
		const port = await listening.listen(server);
		watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port });
		const socket = connectSocket({ port: watch.port, host: '127.0.0.1' });
		let text = '';
		socket.on('data', (bytes) => (text += bytes.toString()));
		socket.write('x');
		const error = await new Promise<NodeJS.ErrnoException>((resolve) =>
			socket.once('error', resolve),
		);
		assert.equal(error.code, 'ECONNRESET');
		assert.equal(text, 'last words');
		const row = await watch.until(({ isClosed }) => isClosed);
		assert.deepEqual(row.facts.closedBy, { side: 'server', how: 'reset' });
	});
});

function digest(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}
