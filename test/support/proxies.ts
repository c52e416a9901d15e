/** Proxies as they stand before real servers: HTTP (CONNECT and whole requests) and SOCKS 5, and what passed them. */
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createSocketServer, type Socket } from 'node:net';
import type { Listening } from './listening.js';
import type { Pair } from './tlsCertificates.js';

export interface TestProxy {
	/** Without user name and password. */
	readonly address: string;
	/** `CONNECT host:port` or `GET http://…`, in order. */
	readonly asked: readonly string[];
	/** All that clients sent, as text. */
	seen(): string;
}

export interface ProxyWishes {
	/** `user:password` that it requires. */
	readonly credentials?: string;
	/** The status of every answer of its own. */
	readonly status?: number;
	/** Spoken to by TLS. */
	readonly tls?: Pair;
	/** Where names lead to; others lead to themselves. */
	readonly hosts?: Readonly<Record<string, string>>;
}

export async function startProxy(
	listening: Listening,
	{ credentials, status, tls, hosts = {} }: ProxyWishes = {},
): Promise<TestProxy> {
	const asked: string[] = [];
	const bytes: Buffer[] = [];
	const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
	const refusalOf = ({ headers, method = '', url = '' }: IncomingMessage): number | undefined => {
		asked.push(`${method} ${url}`);
		if (status !== undefined) return status;
		return wanted === undefined || headers['proxy-authorization'] === wanted ? undefined : 407;
	};
	const server: Server = tls
		? createSecureServer({ cert: tls.certificate, key: tls.key })
		: createServer();
	server.on('request', (incoming, response) => {
		const refusal = refusalOf(incoming);
		if (refusal !== undefined) return response.writeHead(refusal).end();
		const { method, url = '', headers } = incoming;
		bytes.push(Buffer.from(JSON.stringify(headers)));
		const outgoing = request(url, { method, headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 0, answer.headers);
			answer.pipe(response);
		});
		return incoming.pipe(outgoing);
	});
	server.on('connect', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
		listening.follow(socket);
		bytes.push(head);
		socket.on('data', (chunk) => bytes.push(chunk));
		const refusal = refusalOf(incoming);
		if (refusal !== undefined) return socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
		const { hostname, port } = new URL(`http://${incoming.url ?? ''}`);
		const behind = connect(Number(port), hosts[hostname] ?? hostname, () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			socket.pipe(behind).pipe(socket);
		});
		listening.follow(behind);
		return socket;
	});
	const port = await listening.listen(server);
	const address = `http${tls ? 's' : ''}://127.0.0.1:${port}`;
	return { address, asked, seen: () => Buffer.concat(bytes).toString('latin1') };
}

/** SOCKS 5 with or without user name and password (RFC 1928, RFC 1929), for host names and IPv4. */
export async function startSocks(listening: Listening, credentials?: string): Promise<TestProxy> {
	const asked: string[] = [];
	const bytes: Buffer[] = [];
	const [user = '', password = ''] = credentials?.split(':') ?? [];
	const login = [1, user.length, ...Buffer.from(user), password.length, ...Buffer.from(password)];
	const server = createSocketServer((socket) => {
		socket.on('data', (chunk) => bytes.push(chunk));
		socket.once('data', () => {
			if (credentials === undefined) {
				socket.write(Buffer.of(5, 0));
				return socket.once('data', open);
			}
			socket.write(Buffer.of(5, 2));
			return socket.once('data', (given) => {
				const isRight = given.equals(Buffer.from(login));
				socket.write(Buffer.of(1, isRight ? 0 : 1));
				if (isRight) socket.once('data', open);
			});
		});
		const open = (wish: Buffer) => {
			const isName = wish[3] === 3;
			const host = isName ? wish.subarray(5, -2).toString() : wish.subarray(4, 8).join('.');
			const port = wish.readUInt16BE(wish.length - 2);
			asked.push(`CONNECT ${host}:${port}`);
			const behind = connect(port, host, () => {
				socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
				socket.pipe(behind).pipe(socket);
			});
			listening.follow(behind);
		};
	});
	const port = await listening.listen(server);
	return {
		address: `socks5://127.0.0.1:${port}`,
		asked,
		seen: () => Buffer.concat(bytes).toString('latin1'),
	};
}
