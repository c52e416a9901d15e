/** What the peers that one can talk to are given and tell: plain data, which crosses to a thread and back. */
import type { HandshakeFailure } from '../failure.js';
import type { PeerFacts } from '../peerFacts.js';
import type { EndMaterial, TlsVersion } from '../preflight/preflight.js';

export interface EchoServerInput extends EndMaterial {
	/** An address of this machine. */
	readonly host: string;
	/** 0: the system chooses one. */
	readonly port: number;
	/** A client without a certificate, or with one that is not from `ca`, is refused in the handshake. */
	readonly requireClientCertificate: boolean;
	readonly minVersion: TlsVersion;
	readonly maxVersion: TlsVersion;
}

export type EchoTold =
	| { readonly type: 'listening'; readonly port: number }
	| ({ readonly type: 'accepted' } & Connection)
	| { readonly type: 'refused'; readonly from: string; readonly failure: HandshakeFailure };

/** What a server sees of one connection. */
export interface Connection {
	/** `127.0.0.1:52114`. */
	readonly from: string;
	readonly protocol: string;
	readonly cipher: string;
	readonly serverName?: string;
	readonly alpn?: string;
	/** Absent: the client sent none. */
	readonly client?: PeerFacts;
	/** Whether the client's certificate is from the server's CA. */
	readonly authorized: boolean;
	/** Why not. */
	readonly reason?: string;
}

/** How often, when it is stopped. */
export interface EchoCounts {
	readonly accepted: number;
	readonly refused: number;
}

export interface EchoClientInput extends EndMaterial {
	readonly host: string;
	readonly port: number;
	/** Absent: the host. */
	readonly serverName?: string | undefined;
}

/** What a client sees of a server. */
export interface EchoClientAnswer {
	/** `127.0.0.1:8443`; absent where nobody answered. */
	readonly address?: string;
	readonly protocol?: string;
	readonly cipher?: string;
	readonly server?: PeerFacts;
	/** Why the connection did not come about, or ended before the answer. */
	readonly failure?: HandshakeFailure;
	/** To `GET /`, over HTTP/1.1; absent where the other end does not speak it. */
	readonly answer?: { readonly status: number; readonly type?: string; readonly body: string };
}
