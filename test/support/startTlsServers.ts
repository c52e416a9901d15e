/** Servers that begin TLS in the middle of their protocol, as far as a client goes before it. */
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { StartTlsProtocol } from '../../src/core/tls/probe/startTls/protocols.js';
import type { Pair } from './tlsCertificates.js';

export interface StartTlsWishes {
	readonly pair: Pair;
	/** With whom the server speaks TLS; absent: nobody hears more of it. */
	readonly secured?: (socket: TLSSocket) => void;
	/** It says that it has no TLS. */
	readonly refuses?: boolean;
	/** Sent with the last word before TLS, as somebody in between could. */
	readonly injects?: string;
}

/** Those that a probe speaks, and others that go over a watch. */
export type WatchedProtocol = StartTlsProtocol | 'imap';

/** Each answers whether TLS may begin. */
const protocols: Readonly<
	Record<WatchedProtocol, (socket: Socket, wishes: StartTlsWishes) => Promise<boolean>>
> = {
	async smtp(socket, { refuses, injects = '' }) {
		socket.write('220-mail.test\r\n220 ready\r\n');
		await said(socket, /^EHLO .*\r\n/);
		socket.write(`250-mail.test\r\n${refuses ? '' : '250-STARTTLS\r\n'}250 8BITMIME\r\n`);
		if (refuses) return false;
		await said(socket, /^STARTTLS\r\n/);
		socket.write(`220 go ahead\r\n${injects}`);
		return true;
	},
	async imap(socket, { refuses, injects = '' }) {
		socket.write('* OK ready\r\n');
		const capability = refuses ? '' : ' STARTTLS';
		const asked = /^(\S+) CAPABILITY\r\n/i.exec(String(await said(socket, /^\S+ CAPABILITY\r\n/i)));
		socket.write(`* CAPABILITY IMAP4rev1${capability}\r\n${asked?.[1]} OK done\r\n`);
		if (refuses) return false;
		const wish = /^(\S+) STARTTLS\r\n/i.exec(String(await said(socket, /^\S+ STARTTLS\r\n/i)));
		socket.write(`${wish?.[1]} OK begin\r\n${injects}`);
		return true;
	},
	async ldap(socket, { refuses, injects = '' }) {
		const asked = await said(socket, /^[^]*1\.3\.6\.1\.4\.1\.1466\.20037/);
		const id = asked.subarray(2, 5);
		const code = refuses ? 2 : 0;
		const result = Buffer.concat([Buffer.of(0x78, 7, 10, 1, code), Buffer.from('04000400', 'hex')]);
		socket.write(Buffer.concat([Buffer.of(0x30, id.length + result.length), id, result]));
		socket.write(injects);
		return !refuses;
	},
	async postgresql(socket, { refuses, injects = '' }) {
		await said(socket, /^\0\0\0\x08\x04\xd2\x16\x2f$/);
		socket.write(refuses ? 'N' : `S${injects}`);
		return !refuses;
	},
	async mysql(socket, { refuses }) {
		const capabilities = refuses ? 0xf7ff : 0xffff;
		const greeting = Buffer.concat([
			Buffer.of(10),
			Buffer.from('8.0.40\0'),
			Buffer.alloc(4 + 8, 1),
			Buffer.of(0),
			Buffer.of(capabilities & 0xff, capabilities >> 8),
			Buffer.alloc(30),
		]);
		socket.write(Buffer.concat([Buffer.of(greeting.length, 0, 0, 0), greeting]));
		if (refuses) return false;
		// The client goes on without waiting for an answer.
		const packet = await said(socket, /^\x20\0\0\x01[^]{32}/);
		return (packet.readUInt16LE(4) & 0x0800) !== 0;
	},
};

export function startTlsServer(protocol: WatchedProtocol, wishes: StartTlsWishes): Server {
	const { pair } = wishes;
	const secureContext = createSecureContext({ cert: pair.certificate, key: pair.key });
	return createServer((socket) => {
		socket.on('error', () => socket.destroy());
		void protocols[protocol](socket, wishes).then((begins) => {
			if (!begins) return;
			const secured = new TLSSocket(socket, { isServer: true, secureContext });
			secured.on('error', () => socket.destroy()).resume();
			wishes.secured?.(secured);
		});
	});
}

/** Waits for what a client says. */
function said(socket: Socket, words: RegExp): Promise<Buffer> {
	return new Promise((resolve) => {
		let heard = Buffer.alloc(0);
		const hear = (bytes: Buffer) => {
			heard = Buffer.concat([heard, bytes]);
			const match = words.exec(heard.toString('latin1'));
			if (!match) return;
			socket.off('data', hear).pause();
			const end = match.index + match[0].length;
			if (end < heard.length) socket.unshift(heard.subarray(end));
			resolve(heard.subarray(0, end));
		};
		socket.on('data', hear).resume();
	});
}
