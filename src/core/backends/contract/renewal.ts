/** What programs outside the editor need to get a certificate from the backend, as data; there is no secret in it. */
import type { CertificateWishes } from './issuing.js';

/** One HTTP request that issues a certificate with its key. */
export interface IssuingCall {
	/** Absolute; sent by POST. */
	readonly url: string;
	/** Beside that of the token and the content type. */
	readonly headers: Readonly<Record<string, string>>;
	readonly tokenHeader: { readonly name: string; readonly prefix: string };
	/** The environment variable in which programs of this server look for a token. */
	readonly tokenVariable: string;
	/** Where a program gets tokens itself, by client credentials (RFC 6749, 4.4), if the connection does. */
	readonly clientCredentials?: {
		readonly url: string;
		readonly clientId: string;
		/** Enough for this request. */
		readonly scope: string;
	};
	/** Sent as JSON. */
	readonly body: Readonly<Record<string, unknown>>;
	/** Where the answer has what, as names of JSON fields from the top. `chain`: PEM, or a list of them. */
	readonly answer: {
		readonly certificate: readonly string[];
		readonly key: readonly string[];
		readonly chain: readonly string[];
	};
	/** PEM file with the CA of the server, by its path on this machine; absent: the system's roots. */
	readonly caFile?: string;
	/** PEM files by which the server knows the client, where it asks for them. */
	readonly clientCertificateFile?: string;
	readonly clientKeyFile?: string;
	/** The name in the server's certificate, where it differs from the address. */
	readonly serverName?: string;
}

/** What a server sends when something happens to a certificate; signed by HMAC-SHA256 over timestamp, dot and body. */
export interface CertificateEvents {
	/** Names of its headers, in lower case. */
	readonly headers: {
		readonly eventId: string;
		/** Unix seconds. */
		readonly timestamp: string;
		/** `sha256=` and hex. */
		readonly signature: string;
	};
	/** Those after which a certificate is due. */
	readonly events: readonly string[];
	/** The one of them that says that a certificate was revoked. */
	readonly revokedEvent: string;
	/** How old a delivery may be. */
	readonly toleranceSeconds: number;
}

export interface RenewalFacet {
	/** The request by which others issue such a certificate. Sends nothing. Absent where no other program reaches the server. */
	issuingCall?(request: CertificateWishes): IssuingCall;
	/** Present where the server sends events of certificates. */
	readonly certificateEvents?: CertificateEvents;
}
