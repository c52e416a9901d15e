import type { Conversation } from './conversation.js';

/** Capability flags ("MySQL Client/Server Protocol", Capabilities Flags). */
const clientProtocol41 = 0x0200;
const clientSsl = 0x0800;
const clientSecureConnection = 0x8000;

/** Behind the server's version: thread id, half of the challenge, a filler. */
const beforeCapabilities = 4 + 8 + 1;

/** Protocol::SSLRequest, the packet's head included. */
const sslRequest = Buffer.concat([
	Buffer.from([32, 0, 0, 1]),
	uint32(clientProtocol41 | clientSsl | clientSecureConnection),
	uint32(1 << 24),
	// utf8mb4, and a filler.
	Buffer.concat([Buffer.of(45), Buffer.alloc(23)]),
]);

export async function startMysql(talk: Conversation): Promise<void> {
	const packet = await talk.hear((bytes) =>
		bytes.length < 4 ? undefined : 4 + bytes.readUIntLE(0, 3),
	);
	const greeting = packet.subarray(4);
	// An error packet: it names a number, then what is wrong ("Host is not allowed to connect").
	if (greeting[0] === 0xff) throw talk.refused(greeting.subarray(3).toString('latin1'));
	const end = greeting.indexOf(0, 1);
	const at = end + 1 + beforeCapabilities;
	if (greeting[0] !== 10 || end < 0 || greeting.length < at + 2) {
		throw talk.unexpected(greeting.toString('latin1'));
	}
	if ((greeting.readUInt16LE(at) & clientSsl) === 0) throw talk.refused('');
	talk.say(sslRequest);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}
