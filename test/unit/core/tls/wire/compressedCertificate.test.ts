/** RFC 8879: real hellos and keys, and behind them a flight of the server that is built by the RFC. */
import * as assert from 'node:assert/strict';
import { createCipheriv, createHmac, X509Certificate } from 'node:crypto';
import * as zlib from 'node:zlib';
import type { HandshakeFacts } from '../../../../../src/core/tls/wire/facts.js';
import {
	decode,
	observeHandshake,
	type ObservedHandshake,
} from '../../../../support/handshakes.js';
import { makeCa } from '../../../../support/tlsCertificates.js';
import type { Passed } from '../../../../support/wiretap.js';

type Compress = (bytes: Buffer) => Buffer;
const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: Compress };

const algorithms: readonly (readonly [string, number, Compress])[] = [
	['zlib', 1, (bytes) => zlib.deflateSync(bytes)],
	['brotli', 2, (bytes) => zlib.brotliCompressSync(bytes)],
	...(zstdCompressSync ? [['zstd', 3, zstdCompressSync] as const] : []),
];

describe('core/tls/wire with compressed certificates', () => {
	let observed: ObservedHandshake;
	let der: Buffer;
	let message: Buffer;

	before(async () => {
		const ca = await makeCa('Compressed CA');
		const pair = await ca.issue({ name: 'server', usage: 'server', dns: ['zip.test'] });
		observed = await observeHandshake(
			{ cert: pair.certificate, key: pair.key, ciphers: 'TLS_AES_128_GCM_SHA256' },
			{ ca: ca.certificate, servername: 'zip.test', minVersion: 'TLSv1.3' },
		);
		der = new X509Certificate(pair.certificate).raw;
		const entry = Buffer.concat([number(der.length, 3), der, number(0, 2)]);
		message = Buffer.concat([number(0, 1), number(entry.length, 3), entry]);
	});

	/** What is seen where the server sends this as its certificate. */
	function factsWith(algorithm: number, length: number, compressed: Buffer): HandshakeFacts {
		const head = [number(algorithm, 2), number(length, 3), number(compressed.length, 3)];
		const flight = [
			handshake(8, Buffer.from([0, 0])),
			handshake(25, Buffer.concat([...head, compressed])),
			handshake(20, Buffer.alloc(32)),
		];
		const secret = /^SERVER_HANDSHAKE_TRAFFIC_SECRET \S+ (\S+)$/m.exec(observed.keyLog)?.[1] ?? '';
		const sealed = sealedRecord(Buffer.from(secret, 'hex'), Buffer.concat(flight));
		return decode({ passed: [...hellos(observed), sealed], keyLog: observed.keyLog });
	}

	for (const [name, number, compress] of algorithms) {
		it(`reads what ${name} has compressed`, () => {
			const { certificates, certificateRequest, finished } = factsWith(
				...([number, message.length, compress(message)] as const),
			);
			assert.ok(Array.isArray(certificates.server));
			assert.deepEqual(
				certificates.server.map((one) => Buffer.from(one as Uint8Array)),
				[der],
			);
			assert.equal(certificateRequest, 'notAsked');
			assert.equal(finished.server, true);
		});

		it(`unpacks no more than the message says that ${name} has compressed`, () => {
			const large = Buffer.concat([message, Buffer.alloc(5_000_000)]);
			const tooMuch = compress(large);
			for (const [length, bytes] of [
				[message.length, tooMuch],
				[0xffffff, tooMuch],
				[message.length + 1, compress(message)],
				[message.length, Buffer.from('not compressed')],
				[0, Buffer.alloc(0)],
			] as const) {
				const { certificates, certificateRequest, finished } = factsWith(number, length, bytes);
				assert.equal(certificates.server, 'notVisible');
				assert.equal(certificateRequest, 'notAsked');
				assert.equal(finished.server, true, 'the rest is read');
			}
		});
	}

	it('knows no other algorithm', () => {
		assert.equal(factsWith(9, message.length, message).certificates.server, 'notVisible');
	});
});

function number(value: number, size: number): Buffer {
	const bytes = Buffer.alloc(size);
	bytes.writeUIntBE(value, 0, size);
	return bytes;
}

function handshake(type: number, body: Buffer): Buffer {
	return Buffer.concat([number(type, 1), number(body.length, 3), body]);
}

/** The client's first piece, and the first record of the server's. */
function hellos({ passed }: ObservedHandshake): readonly Passed[] {
	const of = (side: Passed['from']) =>
		passed.find(({ from }) => from === side)?.bytes ?? Buffer.of();
	const server = of('server');
	return [
		{ from: 'client', bytes: of('client') },
		{ from: 'server', bytes: server.subarray(0, 5 + server.readUInt16BE(3)) },
	];
}

/** AES-128-GCM, the first records under a secret (RFC 8446, 5.2 and 7.3); a record has 16 kB at most. */
function sealedRecord(secret: Buffer, content: Buffer): Passed {
	const expand = (label: string, length: number) => {
		const name = Buffer.from(`tls13 ${label}`);
		const info = [number(length, 2), number(name.length, 1), name, Buffer.of(0, 1)];
		return createHmac('sha256', secret).update(Buffer.concat(info)).digest().subarray(0, length);
	};
	const [key, iv] = [expand('key', 16), expand('iv', 12)];
	const records: Buffer[] = [];
	for (let at = 0; at < content.length; at += 16_000) {
		const inner = Buffer.concat([content.subarray(at, at + 16_000), Buffer.of(22)]);
		const header = Buffer.concat([Buffer.of(23, 3, 3), number(inner.length + 16, 2)]);
		const nonce = Buffer.from(iv);
		nonce.writeUInt8(nonce.readUInt8(11) ^ records.length, 11);
		const cipher = createCipheriv('aes-128-gcm', key, nonce).setAAD(header);
		records.push(
			Buffer.concat([header, cipher.update(inner), cipher.final(), cipher.getAuthTag()]),
		);
	}
	return { from: 'server', bytes: Buffer.concat(records) };
}
