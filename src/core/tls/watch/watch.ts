/** Watching handshakes from between client and server. All of it is plain data that crosses threads. */
import type { Place } from '../target.js';
import type { HandshakeFacts, Side } from '../wire/facts.js';

/**
 * `proxy`: an HTTP proxy (CONNECT only), so that the client keeps the server's name; `passThrough`: a port that stands for
 * one server.
 */
export type WatchMode = 'proxy' | 'passThrough';

export type WatchTarget = Place;

export interface WatchInput {
	readonly mode: WatchMode;
	/** `passThrough`: where everything goes. `proxy`: the only host, and the only port, that it leads to; absent: any. */
	readonly host?: string;
	readonly port?: number;
	/** On 127.0.0.1; 0: chosen by the system. */
	readonly listenPort: number;
	/** The client writes a key log, whose text is sent as it grows. */
	readonly hasKeyLog: boolean;
}

/** Why a client got no further than the watch itself. */
export type Rejection =
	/** Another request than CONNECT, such as plain HTTP through the proxy. */
	| 'notConnect'
	/** TLS to the proxy itself: `https://` in the proxy's address. */
	| 'tlsToProxy'
	/** What it sent is no HTTP. */
	| 'notHttp'
	| 'otherHost'
	/** The proxy was asked to connect to itself. */
	| 'itself'
	/** More connections at once than are passed on. */
	| 'tooMany';

export interface WatchedConnection {
	/** Counts from 1 within a watch. */
	readonly id: number;
	/** ISO 8601. */
	readonly openedAt: string;
	/** Absent where the client did not say. */
	readonly target?: WatchTarget;
	/** Bytes that each side sent, without what was said to the proxy. */
	readonly bytes: Readonly<Record<Side, number>>;
	readonly facts: HandshakeFacts;
	readonly isClosed: boolean;
	readonly rejected?: Rejection;
	/** The server could not be reached: Node's code, such as `ECONNREFUSED`. */
	readonly unreachable?: string;
}

export type WatchTold =
	| { readonly type: 'listening'; readonly port: number }
	/** Anew with everything, each time that more is known. */
	| { readonly type: 'connection'; readonly connection: WatchedConnection };

/** A piece of the client's key log. */
export interface WatchHeard {
	readonly keyLog: string;
}

export interface WatchAnswer {
	/** The latest ones, oldest first. */
	readonly connections: readonly WatchedConnection[];
}

/** How many connections are remembered. */
export const keptConnections = 200;
