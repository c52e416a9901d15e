/** Reads a handshake from the bytes that pass, whoever sends them. */
import type { HandshakeFacts, Secrets, Side } from './facts.js';
import { FactGatherer } from './gatherer.js';
import { type HandshakeMessage, MessageReader, messageTypes } from './messages.js';
import { tls12, tls13 } from './names/versions.js';
import type { Opened, Opener } from './opener.js';
import { openerOfTls12, openerOfTls13 } from './openers.js';
import { PlainStart } from './plainStart.js';
import { RecordReader, recordTypes, type TlsRecord } from './records.js';
import type { SealedRecord } from './sealedRecords.js';
import { type Epoch, SealedStream } from './sealedStream.js';

export interface DecoderOptions {
	/**
	 * The secrets of a connection by its client random (lower-case hex). Where it is given, encrypted records are kept, within
	 * bounds, until the secrets come; without it they are skipped.
	 */
	readonly keyLog?: (clientRandom: string) => Secrets | undefined;
}

interface Stream {
	readonly records: RecordReader;
	readonly messages: MessageReader;
	readonly sealed: SealedStream;
	readonly start: PlainStart;
	/** In TLS 1.2 and before: it changed to its keys. */
	isProtected: boolean;
}

/**
 * TLS 1.0 to 1.3 as far as it is in clear, and with a key log the encrypted rest: TLS 1.3, and the suites of TLS 1.2 with AEAD or
 * AES-CBC.
 * Takes time linear in the bytes and keeps about half a megabyte at most, most of it only while it waits for keys.
 */
export class HandshakeDecoder {
	#gatherer = new FactGatherer();
	#streams: Record<Side, Stream>;

	constructor(private readonly options: DecoderOptions = {}) {
		this.#streams = this.#newStreams();
	}

	/** What is known so far; the object grows. */
	get facts(): HandshakeFacts {
		return this.#gatherer.facts;
	}

	/** Never throws, whatever the bytes are. Answers whether more is known than before. */
	push(from: Side, bytes: Uint8Array): boolean {
		return this.#learn(() => {
			const hello = this.#streams[from].start.startOfTls(from, bytes);
			if (hello) {
				this.#streams = this.#newStreams();
				delete this.#gatherer.facts.notTls;
				this.#gatherer.facts.startTls = true;
			}
			const { records, start } = this.#streams[from];
			const read = hello ?? bytes;
			records.push(read, (record) => {
				this.#record(from, record);
			});
			const looksLike = start.look(read, records);
			if (looksLike === undefined) return;
			const { notTls } = this.#gatherer.facts;
			if (notTls && notTls.from !== from) return;
			if (notTls?.looksLike === looksLike) return;
			this.#gatherer.facts.notTls = { from, looksLike };
			this.#gatherer.revision += 1;
		});
	}

	/** A side closed its half (`end`) or the whole (`reset`). */
	end(side: Side, how: 'end' | 'reset'): boolean {
		return this.#learn(() => {
			if (this.facts.closedBy) return;
			this.#gatherer.facts.closedBy = { side, how };
			this.#gatherer.revision += 1;
		});
	}

	/** The key log has more to say: what was kept is read. */
	keysChanged(): boolean {
		return this.#learn(() => {
			this.#streams.server.sealed.drain();
			this.#streams.client.sealed.drain();
		});
	}

	/** Of records that wait for keys. */
	get keptBytes(): number {
		return this.#streams.client.sealed.keptBytes + this.#streams.server.sealed.keptBytes;
	}

	/** Nothing more will be asked of the key log: lets go of what was kept. */
	release(): void {
		this.#streams.server.sealed.release();
		this.#streams.client.sealed.release();
	}

	#learn(read: () => void): boolean {
		const before = this.#gatherer.revision;
		read();
		return this.#gatherer.revision !== before;
	}

	#newStreams(): Record<Side, Stream> {
		const stream = (from: Side): Stream => ({
			records: new RecordReader(),
			messages: new MessageReader(),
			sealed: new SealedStream({
				opener: (epoch) => this.#opener(from, epoch),
				take: (opened, record) => {
					this.#opened(from, opened, record);
				},
				mayBeEarly: () => from === 'client' && this.facts.clientHello?.earlyData === true,
			}),
			start: new PlainStart(),
			isProtected: false,
		});
		return { client: stream('client'), server: stream('server') };
	}

	#record(from: Side, record: TlsRecord): void {
		const stream = this.#streams[from];
		const { type, body } = record;
		if (type === recordTypes.applicationData) {
			this.#applicationRecord(from, record);
		} else if (stream.isProtected) {
			this.#protectedRecord(from, record);
		} else if (type === recordTypes.alert) {
			this.#gatherer.alert(from, body);
		} else if (type === recordTypes.handshake) {
			stream.messages.push(body, (message) => {
				if (!this.#gatherer.isTls13 || isHello(message)) this.#gatherer.message(from, message);
			});
		} else if (type === recordTypes.changeCipherSpec && this.#isOlder()) {
			stream.isProtected = true;
			this.#gatherer.cipherChanged(from);
		}
	}

	/** Below TLS 1.3, which sends ChangeCipherSpec only to please boxes on the way. */
	#isOlder(): boolean {
		const { version } = this.#gatherer;
		return version !== undefined && version < tls13;
	}

	#applicationRecord(from: Side, record: TlsRecord): void {
		const { sealed } = this.#streams[from];
		if (this.#isOlder()) {
			this.#gatherer.applicationData(from);
			sealed.skip();
		} else if (this.options.keyLog) {
			sealed.push(record);
		}
	}

	/** TLS 1.2 shows what kind of record it is. */
	#protectedRecord(from: Side, record: TlsRecord): void {
		if (record.type === recordTypes.handshake) this.#gatherer.finished(from);
		const alertIndex = record.type === recordTypes.alert ? this.#gatherer.alert(from) : undefined;
		const { sealed } = this.#streams[from];
		if (this.options.keyLog) sealed.push({ ...record, alertIndex });
	}

	#opener(from: Side, epoch: Epoch): Opener | undefined {
		const { clientHello, serverHello } = this.facts;
		const { serverRandom, version, encryptThenMac } = this.#gatherer;
		if (!clientHello || !serverHello || !serverRandom) return undefined;
		const secrets = this.options.keyLog?.(clientHello.random);
		if (this.#isOlder()) {
			const master = secrets?.CLIENT_RANDOM;
			const clientRandom = Buffer.from(clientHello.random, 'hex');
			if (!master || version !== tls12) return undefined;
			const all = { master, clientRandom, serverRandom };
			return openerOfTls12(serverHello.cipherSuite, from, all, encryptThenMac);
		}
		const name = from === 'client' ? 'CLIENT' : 'SERVER';
		const secret =
			epoch === 'handshake'
				? secrets?.[`${name}_HANDSHAKE_TRAFFIC_SECRET`]
				: secrets?.[`${name}_TRAFFIC_SECRET_0`];
		return secret && openerOfTls13(serverHello.cipherSuite, secret);
	}

	#opened(from: Side, { type, content }: Opened, { alertIndex }: SealedRecord): void {
		const { messages, sealed } = this.#streams[from];
		this.#gatherer.decrypted(from);
		if (type === recordTypes.alert) this.#gatherer.alert(from, content, alertIndex);
		if (type === recordTypes.applicationData) this.#gatherer.applicationData(from);
		// New keys inside TLS 1.2 come with a new handshake, which is left alone.
		if (type === recordTypes.changeCipherSpec) sealed.release();
		if (type !== recordTypes.handshake) return;
		messages.push(content, (message) => {
			if (isHello(message)) return;
			const effect = this.#gatherer.message(from, message);
			if (effect === 'finished') this.#gatherer.finished(from);
			if (!this.#gatherer.isTls13) return;
			if (effect === 'finished') sealed.toApplication();
			if (effect === 'keyUpdate') sealed.updateKeys();
		});
	}
}

/** Those are never encrypted in a first handshake. */
function isHello({ type }: HandshakeMessage): boolean {
	return type === messageTypes.clientHello || type === messageTypes.serverHello;
}
