/** The connections of one watch: what is known of each, the latest ones. */
import { HandshakeDecoder } from '../wire/decoder.js';
import type { Side } from '../wire/facts.js';
import type { KeyLog } from '../wire/keyLog.js';
import {
	keptConnections,
	type Rejection,
	type WatchedConnection,
	type WatchTarget,
} from './watch.js';

type Told = (connection: WatchedConnection) => void;

/** How many that are closed already may wait for their keys: a log is written a moment later. */
const waitingForKeys = 16;

export class WatchedConnections {
	readonly #kept: OneConnection[] = [];
	#last = 0;

	constructor(
		private readonly tell: Told,
		private readonly keyLog: KeyLog | undefined,
	) {}

	get list(): readonly WatchedConnection[] {
		return this.#kept.map((connection) => connection.snapshot());
	}

	get openCount(): number {
		return this.#kept.filter(({ isClosed }) => !isClosed).length;
	}

	open(target?: WatchTarget): OneConnection {
		this.#last += 1;
		const connection = new OneConnection(this.#last, this.tell, this.keyLog, target);
		this.#kept.push(connection);
		if (this.#kept.length > keptConnections) this.#forgetOne();
		this.#letGo();
		connection.told();
		return connection;
	}

	keysChanged(): void {
		for (const connection of this.#kept) connection.keysChanged();
	}

	/** The oldest that is closed, else the oldest. */
	#forgetOne(): void {
		const index = this.#kept.findIndex(({ isClosed }) => isClosed);
		const [forgotten] = this.#kept.splice(Math.max(0, index), 1);
		forgotten?.release();
	}

	#letGo(): void {
		const closed = this.#kept.filter(({ isClosed }) => isClosed);
		for (const connection of closed.slice(0, -waitingForKeys)) connection.release();
	}
}

export class OneConnection {
	readonly #decoder: HandshakeDecoder;
	readonly #openedAt = new Date().toISOString();
	readonly #bytes: Record<Side, number> = { client: 0, server: 0 };
	#rejected: Rejection | undefined;
	#unreachable: string | undefined;
	isClosed = false;

	constructor(
		private readonly id: number,
		private readonly tell: Told,
		keyLog: KeyLog | undefined,
		private readonly target: WatchTarget | undefined,
	) {
		this.#decoder = new HandshakeDecoder(
			keyLog ? { keyLog: (random) => keyLog.secrets(random) } : {},
		);
	}

	passed(from: Side, bytes: Buffer): void {
		this.#bytes[from] += bytes.length;
		if (this.#decoder.push(from, bytes)) this.told();
	}

	ended(side: Side, how: 'end' | 'reset'): void {
		if (this.#decoder.end(side, how)) this.told();
	}

	closed(): void {
		if (this.isClosed) return;
		this.isClosed = true;
		this.told();
	}

	rejected(why: Rejection): void {
		this.#rejected = why;
		this.closed();
	}

	unreachable(code: string): void {
		this.#unreachable = code;
		this.closed();
	}

	keysChanged(): void {
		if (this.#decoder.keysChanged()) this.told();
	}

	release(): void {
		this.#decoder.release();
	}

	told(): void {
		this.tell(this.snapshot());
	}

	snapshot(): WatchedConnection {
		return {
			...{ id: this.id, openedAt: this.#openedAt, isClosed: this.isClosed },
			...(this.target && { target: this.target }),
			bytes: { ...this.#bytes },
			facts: structuredClone(this.#decoder.facts),
			...(this.#rejected && { rejected: this.#rejected }),
			...(this.#unreachable !== undefined && { unreachable: this.#unreachable }),
		};
	}
}
