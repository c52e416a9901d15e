/** Connects, asks for `/`, and tells what it saw of the server. */
import { ClientRequest, type IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { handshakeFailure, type HandshakeFailure } from '../failure.js';
import type { JobControls } from '../job.js';
import { checkName, connectTls, peerOf } from '../peer.js';
import { peerFacts } from '../peerFacts.js';
import { targetText } from '../target.js';
import { caOption } from '../preflight/ends.js';
import type { EchoClientAnswer, EchoClientInput } from './echo.js';

/** Of an answer that goes on for ever. */
const longestBody = 64 * 1024;

/** Rejects with nothing but the cancellation: what fails is in the answer. */
export async function run(
	input: EchoClientInput,
	{ signal }: Pick<JobControls, 'signal'>,
): Promise<EchoClientAnswer> {
	signal.throwIfAborted();
	const socket = tryToConnect(input);
	if ('failure' in socket) return socket;
	const end = () => socket.destroy();
	signal.addEventListener('abort', end, { once: true });
	try {
		const failure = await secured(socket);
		signal.throwIfAborted();
		const seen = seenOf(socket);
		if (failure) return { ...seen, failure };
		// Under TLS 1.3 a refusal comes where the answer would.
		const answered = await ask(socket, input);
		signal.throwIfAborted();
		return { ...seen, ...answered };
	} finally {
		signal.removeEventListener('abort', end);
		socket.destroy();
	}
}

/** The TLS library looks at the files before it connects. */
function tryToConnect(
	input: EchoClientInput,
): TLSSocket | Required<Pick<EchoClientAnswer, 'failure'>> {
	try {
		return connectClient(input);
	} catch (error) {
		return { failure: handshakeFailure(error, 'client') };
	}
}

function connectClient(input: EchoClientInput): TLSSocket {
	const { host, port, serverName = host, certificate, key, passphrase } = input;
	const options = {
		...(certificate !== undefined && { cert: certificate }),
		...(key !== undefined && { key }),
		...(passphrase !== undefined && { passphrase }),
		...(input.ca !== undefined && { ca: caOption(input.ca) }),
		...{ host, port, minVersion: 'TLSv1.2' as const },
		servername: serverName,
	};
	return connectTls(options, (_, shown) => checkName(serverName, shown));
}

/** Undefined: it is through, and the server is trusted. */
function secured(socket: TLSSocket): Promise<HandshakeFailure | undefined> {
	return new Promise((resolve) => {
		socket.once('secureConnect', () => resolve(undefined));
		socket.on('error', (error) => resolve(handshakeFailure(error, 'client')));
		socket.once('close', () => resolve(closed()));
	});
}

function closed(): HandshakeFailure {
	return { code: 'ECONNRESET', seenBy: 'client', saidBy: 'peer' };
}

type Answered = Pick<EchoClientAnswer, 'answer' | 'failure'>;

function ask(
	socket: TLSSocket,
	{ host, port, serverName = host }: EchoClientInput,
): Promise<Answered> {
	return new Promise((resolve) => {
		const request = new ClientRequest({
			createConnection: () => socket,
			...{ path: '/', method: 'GET' },
			headers: { host: targetText({ host: serverName, port }), connection: 'close' },
		});
		request.on('response', (response) => {
			void readBody(response).then((answer) => resolve({ answer }));
		});
		request.on('error', (error) => {
			const failure = handshakeFailure(error, 'client');
			// What speaks another protocol has accepted the connection.
			resolve(failure.code.startsWith('HPE_') ? {} : { failure });
		});
		request.end();
	});
}

async function readBody(response: IncomingMessage): Promise<NonNullable<Answered['answer']>> {
	let body = '';
	response.setEncoding('utf8');
	try {
		for await (const part of response) {
			body += String(part);
			if (body.length > longestBody) break;
		}
	} catch {
		// Cut off: what came is shown.
	}
	const { statusCode: status = 0, headers } = response;
	const type = headers['content-type'];
	return { status, ...(type !== undefined && { type }), body: body.slice(0, longestBody) };
}

function seenOf(socket: TLSSocket): Omit<EchoClientAnswer, 'failure' | 'answer'> {
	const certificate = peerOf(socket);
	const { remoteAddress, remotePort } = socket;
	const protocol = certificate && socket.getProtocol();
	return {
		...(remoteAddress !== undefined && { address: `${remoteAddress}:${remotePort ?? 0}` }),
		...(typeof protocol === 'string' && { protocol, cipher: socket.getCipher().name }),
		...(certificate && { server: peerFacts(certificate) }),
	};
}
