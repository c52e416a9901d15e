/** Reads a handshake from the bytes that pass, whoever sends them. */
import type { HandshakeFacts, Secrets, Side } from './facts.js';

export interface DecoderOptions {
	/**
	 * The secrets of a connection by its client random (lower-case hex). Where it is given, encrypted records are kept, within
	 * bounds, until the secrets come; without it they are skipped.
	 */
	readonly keyLog?: (clientRandom: string) => Secrets | undefined;
}
export declare class HandshakeDecoder {
	constructor(options?: DecoderOptions);
	readonly facts: HandshakeFacts;
	/** Never throws, whatever the bytes are. Answers whether more is known than before. */
	push(from: Side, bytes: Uint8Array): boolean;
	/** A side closed its half (`end`) or the whole (`reset`). */
	end(side: Side, how: 'end' | 'reset'): boolean;
	/** The key log has more to say: what was kept is read. */
	keysChanged(): boolean;
	/** Nothing more will be asked of the key log: lets go of what was kept. */
	release(): void;
}
