/** What a handshake shows to one who reads the bytes between both ends. Plain data, fit for `postMessage`. */

export type Side = 'client' | 'server';

/** Hidden by encryption and not opened by a key log; or damaged. */
export type NotVisible = 'notVisible';

/**
 * Names of cipher suites, groups, signature schemes and alerts are those of IANA's registries, versions those of Node's
 * `getProtocol()`; a value without a name is its number, `0x1234`. Values that only test the peer (GREASE, RFC 8701) are
 * left out.
 */
export interface ClientHelloFacts {
	/** Lower-case hex, by which a key log names the connection. */
	readonly random: string;
	/** SNI (RFC 6066, 3); absent where the client names nobody, as it must for an IP address. */
	readonly serverName?: string;
	/** In the client's order; from a client of TLS 1.2 or before only the highest one, which is all that it says. */
	readonly versions: readonly string[];
	readonly cipherSuites: readonly string[];
	/** Absent where ALPN is not offered. */
	readonly alpn?: readonly string[];
	readonly groups: readonly string[];
	/** The groups for which it sent a key already (RFC 8446, 4.2.8). */
	readonly keyShares: readonly string[];
	readonly signatureAlgorithms: readonly string[];
	/** It offers to go on with an earlier session: a ticket or PSK. A session ID alone may mean nothing (RFC 8446, 4.1.2). */
	readonly offersResumption: boolean;
	/** It sends data before the server answered (RFC 8446, 4.2.10). */
	readonly earlyData: boolean;
	/** It asks for a stapled OCSP response. */
	readonly asksForOcsp: boolean;
}

export interface ServerHelloFacts {
	readonly version: string;
	readonly cipherSuite: string;
	/** Absent where none was chosen, and in TLS 1.3 also where it is not visible. */
	readonly alpn?: string;
	/** Of the key exchange; in TLS 1.2 from ServerKeyExchange, absent for RSA and finite fields. */
	readonly group?: string;
}

export interface AcceptedIssuer {
	/** RFC 4514. */
	readonly name: string;
	/** A Name in DER, as it was sent. */
	readonly der: Uint8Array;
}

export interface CertificateRequestFacts {
	/** Empty: any issuer. */
	readonly acceptedIssuers: readonly AcceptedIssuer[];
	readonly signatureAlgorithms: readonly string[];
}

export interface AlertFacts {
	readonly from: Side;
	/** Absent, as the number and the name, where the alert is encrypted and no key log opens it (TLS 1.2 only: TLS 1.3 hides even that it is one). */
	readonly level?: 'warning' | 'fatal';
	readonly number?: number;
	/** `unknown_ca`, `close_notify`. */
	readonly description?: string;
}

export interface HandshakeFacts {
	/** The last one: after a HelloRetryRequest there are two. */
	readonly clientHello?: ClientHelloFacts;
	/** The server asked for another key share (RFC 8446, 4.1.4). */
	readonly helloRetry?: { readonly group?: string };
	readonly serverHello?: ServerHelloFacts;
	/** Undefined until it is known. Certificates are not sent again then. */
	readonly resumed?: boolean;
	/** DER, leaf first, as sent. Undefined: did not come; empty: the client has none to show. */
	readonly certificates: {
		readonly server?: readonly Uint8Array[] | NotVisible;
		readonly client?: readonly Uint8Array[] | NotVisible;
	};
	/** `notAsked` once the server went on without it; undefined where the handshake did not come so far. */
	readonly certificateRequest?: CertificateRequestFacts | 'notAsked' | NotVisible;
	/** The server's stapled OCSP response, DER. */
	readonly ocspResponse?: Uint8Array;
	/** In the order in which they were read; the first ones. */
	readonly alerts: readonly AlertFacts[];
	/** Who has sent its Finished, as far as it is visible. In TLS 1.3 without key log it never is. */
	readonly finished: { readonly client: boolean; readonly server: boolean };
	/** Whose application data was seen as such. In TLS 1.3 without key log it never is. */
	readonly applicationData: { readonly client: boolean; readonly server: boolean };
	/** Whether the encrypted part of TLS 1.3 is read. */
	readonly decrypted: { readonly client: boolean; readonly server: boolean };
	/** Who sent something that is not TLS first. */
	readonly notTls?: { readonly from: Side; readonly looksLike: 'http' | 'unknown' };
	/** TLS began after something else was spoken, as with STARTTLS. */
	readonly startTls?: true;
	/** Who ended the connection first, and how. */
	readonly closedBy?: { readonly side: Side; readonly how: 'end' | 'reset' };
}

/** The secrets of one connection, by their labels in a key log (`CLIENT_RANDOM`, `SERVER_TRAFFIC_SECRET_0`). */
export type Secrets = Readonly<Partial<Record<SecretLabel, Buffer>>>;

export type SecretLabel =
	| 'CLIENT_RANDOM'
	| 'CLIENT_HANDSHAKE_TRAFFIC_SECRET'
	| 'SERVER_HANDSHAKE_TRAFFIC_SECRET'
	| 'CLIENT_TRAFFIC_SECRET_0'
	| 'SERVER_TRAFFIC_SECRET_0';

type Writable<Facts> = { -readonly [Fact in keyof Facts]: Facts[Fact] };
type Parts = 'certificates' | 'alerts' | 'finished' | 'applicationData' | 'decrypted';

/** The same facts while they are gathered. */
export type Gathered = Writable<Omit<HandshakeFacts, Parts>> & {
	readonly alerts: AlertFacts[];
} & {
	readonly [Part in Exclude<Parts, 'alerts'>]: Writable<HandshakeFacts[Part]>;
};

export function noFacts(): Gathered {
	const none = () => ({ client: false, server: false });
	return {
		certificates: {},
		alerts: [],
		...{ finished: none(), applicationData: none(), decrypted: none() },
	};
}
