/** How a TLS client of Node.js fails, and what our table says of that. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { TcpSocketConnectOpts } from 'node:net';
import * as tls from 'node:tls';
import { inspect } from 'node:util';
import { explainFailure, explainText } from '../../src/core/tls/explain/explanation.js';
import type { Seen } from './explainedBy.js';

export interface Failure extends Error {
	readonly code?: string;
	readonly syscall?: string;
}

/** What ends a connection, before or after the handshake. */
export async function failureOf(
	options: tls.ConnectionOptions & Pick<TcpSocketConnectOpts, 'localAddress'>,
): Promise<Failure> {
	const socket = tls.connect({ host: '127.0.0.1', servername: 'localhost', ...options });
	try {
		const [error] = (await Promise.race([
			once(socket, 'never'),
			new Promise<[Error]>((resolve) => socket.once('error', (error) => resolve([error]))),
			new Promise<[Error]>((resolve) => socket.once('close', () => resolve([new Error('closed')]))),
		])) as [Failure];
		return error;
	} finally {
		socket.destroy();
	}
}

/** By its dump, as a terminal has it. */
export function assertDump(error: unknown, id: string, seen: Seen): void {
	assert.equal(explainText(inspect(error))?.id, id, inspect(error));
	seen.add(id);
}

/** By its dump and by its code. */
export function assertExplained(error: Failure, id: string, seen: Seen): void {
	const { code, message } = error;
	const saidBy = /ALERT|alert/.test(`${code ?? ''} ${message}`) ? 'peer' : 'self';
	const failure = { message, saidBy, ...(code === undefined ? {} : { code }) } as const;
	assert.equal(explainFailure(failure)?.id, id, `${code ?? ''} ${message}`);
	assertDump(error, id, seen);
}
