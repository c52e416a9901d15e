/** What one side sends encrypted, opened in order as far as there are keys. */
import type { Opened, Opener } from './opener.js';
import type { TlsRecord } from './records.js';
import { type SealedRecord, SealedRecords } from './sealedRecords.js';

/** TLS 1.3 changes keys with Finished (RFC 8446, 7.3); TLS 1.2 has one set. */
export type Epoch = 'handshake' | 'application';

interface SealedStreamOptions {
	/** Undefined where the secrets are not there, or not there yet. */
	readonly opener: (epoch: Epoch) => Opener | undefined;
	readonly take: (opened: Opened, record: SealedRecord) => void;
	/** Whether records may come first that are protected with keys of an earlier session. */
	readonly mayBeEarly: () => boolean;
}

export class SealedStream {
	readonly #waiting = new SealedRecords();
	#epoch: Epoch = 'handshake';
	#opener: Opener | undefined;
	#sequence = 0;
	#isLost = false;

	constructor(private readonly options: SealedStreamOptions) {}

	get keptBytes(): number {
		return this.#waiting.bytes;
	}

	push(record: SealedRecord): void {
		if (this.#isLost) return;
		const opener = this.#waiting.first ? undefined : this.#currentOpener();
		if (opener) this.#open(opener, record);
		else if (this.#waiting.push(record)) this.drain();
		else this.release();
	}

	/** A record of which only the number counts. */
	skip(): void {
		if (this.#isLost) return;
		if (this.#waiting.first) this.#waiting.skip();
		else this.#sequence += 1;
	}

	/** Opens what waits, now that there may be keys. */
	drain(): void {
		for (let item = this.#waiting.first; item && !this.#isLost; item = this.#waiting.first) {
			const opener = this.#currentOpener();
			if (!opener) return;
			this.#waiting.drop();
			if ('body' in item) this.#open(opener, item);
			// What is large enough to be passed over in a handshake is part of it.
			else if (this.#epoch === 'application') this.#sequence += item.skipped;
			else this.release();
		}
	}

	/** The keys of what follows, behind Finished. */
	toApplication(): void {
		this.#epoch = 'application';
		this.#opener = undefined;
		this.#sequence = 0;
	}

	/** RFC 8446, 7.2. */
	updateKeys(): void {
		this.#opener = this.#opener?.next?.();
		this.#sequence = 0;
	}

	/** Nothing more is read or kept. */
	release(): void {
		this.#isLost = true;
		this.#waiting.clear();
		this.#opener = undefined;
	}

	#currentOpener(): Opener | undefined {
		this.#opener ??= this.options.opener(this.#epoch);
		return this.#opener;
	}

	#open(opener: Opener, record: TlsRecord): void {
		const opened = opener.open(record, this.#sequence);
		if (opened) {
			this.#sequence += 1;
			this.options.take(opened, record);
		} else if (this.#sequence > 0 || this.#epoch !== 'handshake' || !this.options.mayBeEarly()) {
			this.release();
		}
	}
}
