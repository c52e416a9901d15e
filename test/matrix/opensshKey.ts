/** A P-256 key as ssh-keygen writes it, not encrypted (openssh's PROTOCOL.key). */
import { toPem } from '../../src/core/find/pem.js';
import type { Keys } from './material.js';

const type = 'ecdsa-sha2-nistp256';

export function opensshKey({ privateKey }: Keys): string {
	const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
	const bytes = (part: string) => Buffer.from(part, 'base64url');
	const point = Buffer.concat([Buffer.of(4), bytes(x), bytes(y)]);
	const open = Buffer.concat([text(type), text('nistp256'), text(point)]);
	const check = Buffer.from('0102030401020304', 'hex');
	// A multiple-precision integer is signed: a zero keeps it positive.
	const number = Buffer.concat([Buffer.of(0), bytes(d)]);
	const closed = Buffer.concat([check, open, text(number), text('matrix')]);
	const padding = Buffer.from(
		Array.from({ length: (8 - (closed.length % 8)) % 8 }, (_, i) => i + 1),
	);
	return toPem(
		'OPENSSH PRIVATE KEY',
		Buffer.concat([
			Buffer.from('openssh-key-v1\0'),
			text('none'),
			text('none'),
			text(''),
			Buffer.of(0, 0, 0, 1),
			text(open),
			text(Buffer.concat([closed, padding])),
		]),
	);
}

function text(content: Uint8Array | string): Buffer {
	const bytes = Buffer.from(content);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(bytes.length);
	return Buffer.concat([length, bytes]);
}
