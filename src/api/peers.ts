import type { FileOption } from './fileOption.js';

/**
 * A file, a block of a file by its line (zero-based), PEM, or what a server has as a row of the tree names it. A private key
 * is never read from a server.
 */
export type MaterialOption =
	| FileOption
	| { uri: FileOption; line?: number }
	| { text: string }
	| { connection: string; mount: string; serialNumber: string };

export interface PreflightOptions {
	/** The client's, with its intermediates. */
	certificate?: MaterialOption;
	/** Absent: looked for in the certificate's file and beside it. */
	key?: MaterialOption;
	/** What the client checks the server against, or `system`; absent: the CAs that come with the editor's runtime. */
	ca?: MaterialOption;
	/** With its intermediates. */
	serverCertificate?: MaterialOption;
	/** Absent: looked for in the certificate's file and beside it. */
	serverKey?: MaterialOption;
	/** What the server checks the client against; absent: the client's `ca`. */
	serverCa?: MaterialOption;
	/** Absent: the names in the server's certificate are not checked. */
	serverName?: string;
}

export interface PreflightCheckItem {
	name:
		| 'clientFiles'
		| 'serverFiles'
		| 'serverName'
		| 'handshake'
		| 'serverAccepted'
		| 'clientAccepted'
		| 'data';
	/** `any`: both versions offered. Absent for what does not depend on it. */
	version?: 'any' | 'TLSv1.3' | 'TLSv1.2';
	ok: boolean | 'notTried';
	/** Of the TLS library, such as `CERT_HAS_EXPIRED`; of what was not tried, what is missing. */
	code?: string;
	message?: string;
}

export interface PreflightResult {
	/** Both ends accepted each other and data arrived both ways, with both versions offered. */
	works: boolean;
	checks: PreflightCheckItem[];
	/** What rules say of the files, as in the Problems panel. */
	findings: { code: string; severity: 'error' | 'warning' | 'info'; message: string }[];
	/** `OpenSSL 3.5.4 (Node 24.21.0)`. */
	stack: string;
}

export interface StartEchoServerOptions {
	/** The server's, with its intermediates. */
	certificate?: MaterialOption;
	/** Absent: looked for in the certificate's file and beside it. */
	key?: MaterialOption;
	/** What clients are checked against. */
	ca?: MaterialOption;
	/** Default true: a client without a certificate from `ca` is refused in the handshake. */
	requireClientCertificate?: boolean;
	/** Default `TLSv1.2`. */
	minVersion?: 'TLSv1.3' | 'TLSv1.2';
	/** Default `TLSv1.3`. */
	maxVersion?: 'TLSv1.3' | 'TLSv1.2';
	/** Default 0: a free one. */
	port?: number;
	/** Default `127.0.0.1`; another address lets other computers connect. */
	host?: string;
}

export interface StartEchoClientOptions {
	host?: string;
	port?: number;
	/** Absent: `host`. */
	serverName?: string;
	/** Absent: none is sent. */
	certificate?: MaterialOption;
	key?: MaterialOption;
	/** Or `system`; absent: the CAs that come with the editor's runtime. */
	ca?: MaterialOption;
}

export interface EchoClientResult {
	/** The server is trusted, and accepted the client. */
	ok: boolean;
	/** `127.0.0.1:8443`. */
	address?: string;
	protocol?: string;
	cipher?: string;
	server?: {
		name: string;
		subject: string;
		/** `dns:api.test`, `ip:10.0.0.7`. */
		subjectAltNames: string[];
		extendedKeyUsage: string[];
		issuer: string;
		serialNumber: string;
		notBefore: string;
		notAfter: string;
		sha256Fingerprint: string;
		/** Subjects of the issuers that it sent. */
		chain: string[];
	};
	/** Where it is not `ok`. */
	code?: string;
	message?: string;
	/** Of the HTTP answer; absent where the server speaks something else. */
	status?: number;
	body?: string;
}
