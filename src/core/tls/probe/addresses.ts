/** Every address of a host: tried in the order of RFC 8305 (Happy Eyeballs), and all of them, to say which fail. */
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { failureOf } from './failure.js';
import type { AddressFacts } from './model.js';

/** RFC 8305, 5: the Connection Attempt Delay. */
const headStartMs = 250;

/** More than any host has that is meant to be reached. */
const mostAddresses = 16;

/** The families by turns, beginning with the one that the system names first (RFC 8305, 4). Rejects as `dns.lookup`. */
export async function addressesOf(host: string): Promise<readonly string[]> {
	if (isIP(host) !== 0) return [host];
	const found = await lookup(host, { all: true, verbatim: true });
	const distinct = [...new Map(found.map((entry) => [entry.address, entry])).values()];
	const first = distinct.filter(({ family }) => family === distinct[0]?.family);
	const second = distinct.filter(({ family }) => family !== distinct[0]?.family);
	const rows = Math.max(first.length, second.length);
	return Array.from({ length: rows }, (_, row) => [first[row], second[row]])
		.flat()
		.flatMap((entry) => entry?.address ?? [])
		.slice(0, mostAddresses);
}

export interface Connected {
	readonly socket: Socket;
	readonly address: string;
}

/** Connects to all of them, each with a head start before the next; the first that answers is used. */
export class AddressRace {
	readonly #states: AddressState[];
	readonly #timers: NodeJS.Timeout[] = [];
	#used: Connected | undefined;
	#isOver = false;
	/** Of an answer, or a failure. */
	#heard: (() => void) | undefined;
	#settle: { resolve: (used: Connected) => void; reject: (error: Error) => void } | undefined;

	constructor(
		addresses: readonly string[],
		private readonly port: number,
	) {
		this.#states = addresses.map((address) => ({ address, state: 'waiting' }));
	}

	/** Rejects with the last failure, once there is nothing left to try. */
	first(): Promise<Connected> {
		return new Promise((resolve, reject) => {
			this.#settle = { resolve, reject };
			this.#startNext();
		});
	}

	/** Waits a little for those that have not answered, and gives up on them then. */
	async settled(): Promise<readonly AddressFacts[]> {
		if (this.#isAnyWaiting) {
			await new Promise<void>((resolve) => {
				this.#heard = () => {
					if (!this.#isAnyWaiting) resolve();
				};
				this.#timers.push(setTimeout(resolve, headStartMs));
			});
		}
		return this.end();
	}

	/** Gives up on those that have not answered. */
	end(): readonly AddressFacts[] {
		this.#isOver = true;
		for (const timer of this.#timers.splice(0)) clearTimeout(timer);
		return this.#states.map(({ address, state, code, socket }) => {
			if (socket && socket !== this.#used?.socket) socket.destroy();
			const known = state === 'waiting' ? 'noAnswer' : state;
			return { address, state: known, ...(code !== undefined && { code }) };
		});
	}

	get #isAnyWaiting(): boolean {
		return this.#states.some(({ state }) => state === 'waiting');
	}

	#startNext(): void {
		const next = this.#states.find(({ state, socket }) => state === 'waiting' && !socket);
		if (!next) return;
		const socket = connect({ host: next.address, port: this.port });
		next.socket = socket;
		socket.once('connect', () => this.#arrived(next, socket));
		socket.on('error', (error) => this.#failed(next, error));
		this.#timers.push(setTimeout(() => this.#startNext(), headStartMs));
	}

	#arrived(state: AddressState, socket: Socket): void {
		if (this.#used || this.#isOver) {
			state.state = 'connected';
			socket.destroy();
			this.#heard?.();
			return;
		}
		state.state = 'used';
		this.#used = { socket, address: state.address };
		this.#settle?.resolve(this.#used);
		// The rest is only to be told of: no reason to wait in between.
		while (this.#states.some(isUntried)) this.#startNext();
	}

	#failed(state: AddressState, error: Error): void {
		if (state.state !== 'waiting') return;
		state.state = 'failed';
		state.code = failureOf(error).code;
		this.#heard?.();
		if (this.#states.some(isUntried)) this.#startNext();
		else if (this.#states.every((one) => one.state === 'failed')) this.#settle?.reject(error);
	}
}

interface AddressState {
	readonly address: string;
	state: 'waiting' | 'used' | 'connected' | 'failed';
	socket?: Socket;
	code?: string | undefined;
}

function isUntried({ state, socket }: AddressState): boolean {
	return state === 'waiting' && !socket;
}
