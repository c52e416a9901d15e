import type { FileOption } from './fileOption.js';

export interface WatchOptions {
	/** `passThrough`: the server. `proxy`: the only host that clients may reach; absent: any. */
	host?: string;
	port?: number;
	mode?: 'proxy' | 'passThrough';
	/** On 127.0.0.1; absent or 0: chosen by the system. */
	listenPort?: number;
	/** What the client writes as `SSLKEYLOGFILE`; it may not exist yet. */
	keyLogFile?: FileOption;
}

export interface WatchResult {
	id: string;
	/** On 127.0.0.1. */
	port: number;
}

export interface StopWatchOptions {
	id?: string;
}

type Hidden = 'notVisible';

/** Names are IANA's, versions as in `TLSv1.3`. Certificates are PEM, leaf first. */
export interface WatchedConnectionItem {
	id: number;
	openedAt: string;
	host?: string;
	port?: number;
	outcome:
		| 'running'
		| 'established'
		| 'alert'
		| 'closedEarly'
		| 'closedSilently'
		| 'notVisible'
		| 'notTls'
		| 'nothingSent'
		| 'unreachable'
		| 'rejected';
	/** Who sent the alert, closed, or did not speak TLS. */
	by?: 'client' | 'server';
	/** As in `pki.explainError`, or why the connection was not passed on. */
	code?: string;
	/** The explanation's name in docs/errors.md. */
	explanation?: string;
	client?: {
		serverName?: string;
		versions: string[];
		cipherSuites: string[];
		alpn?: string[];
		groups: string[];
		keyShares: string[];
		signatureAlgorithms: string[];
	};
	server?: { version: string; cipherSuite: string; alpn?: string; group?: string };
	resumed?: boolean;
	serverCertificates?: string[] | Hidden;
	/** Empty: the client had none to show. */
	clientCertificates?: string[] | Hidden;
	clientCertificateRequest?:
		{ acceptedIssuers: string[]; signatureAlgorithms: string[] } | 'notAsked' | Hidden;
	/** Without number and description where it is encrypted. */
	alerts: { from: 'client' | 'server'; number?: number; description?: string }[];
	closedBy?: { side: 'client' | 'server'; how: 'end' | 'reset' };
	bytes: { client: number; server: number };
}

export interface StopWatchResult {
	connections: WatchedConnectionItem[];
}
