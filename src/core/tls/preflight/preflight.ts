/** What a preflight is given and what it finds: plain data, which crosses to a thread and back. */
import type { HandshakeFailure } from '../failure.js';
import type { TlsStack } from '../stack.js';

/** One end of a connection. PEM, as the end's program reads it; what is absent is said to be so. */
export interface EndMaterial {
	/** The end's own certificate first. */
	readonly certificate?: string | undefined;
	readonly key?: string | undefined;
	readonly passphrase?: string | undefined;
	/** What it checks the other end against: PEM, or what its system trusts. */
	readonly ca?: string | { readonly from: 'system' } | undefined;
}

export interface PreflightInput {
	readonly client: EndMaterial;
	readonly server: EndMaterial;
	/** A host name or an IP address; absent: the server's names are not checked. */
	readonly serverName?: string | undefined;
	/** Any certificate with its key, for a server that only looks at the client; needed where the server's own are not at hand. */
	readonly standIn?: { readonly certificate: string; readonly key: string } | undefined;
	/** Where the server listens, on this machine. */
	readonly host?: string | undefined;
}

export const versions = ['TLSv1.3', 'TLSv1.2'] as const;
export type TlsVersion = (typeof versions)[number];

/**
 * `clientFiles`, `serverFiles`: the TLS library takes them. `serverName`: the server's certificate is for that name.
 * `handshake`: both ends speak a common language. `serverAccepted`, `clientAccepted`: the other end trusts it. `data`: what is
 * sent arrives, both ways.
 */
export type CheckName =
	| ('clientFiles' | 'serverFiles' | 'serverName')
	| ('handshake' | 'serverAccepted' | 'clientAccepted' | 'data');

/** Why a check could not be made. */
export type NotTried =
	| ('noServerCertificate' | 'noServerKey' | 'noServerCa' | 'noServerName')
	| ('noClientCertificate' | 'noClientKey' | 'noSystemCas')
	/** Another check failed, without which this one is not reached. */
	| 'failedBefore';

export interface PreflightCheck {
	readonly name: CheckName;
	/** Absent for what does not depend on it. `any`: both offered, as programs do that are not told otherwise. */
	readonly version?: TlsVersion | 'any';
	readonly ok: boolean | 'notTried';
	readonly failure?: HandshakeFailure;
	readonly notTried?: NotTried;
	/** Of a `handshake`. */
	readonly protocol?: string;
	readonly cipher?: string;
}

export interface PreflightAnswer {
	readonly stack: TlsStack;
	/** Every check was made and none failed with both versions offered. */
	readonly works: boolean;
	readonly checks: readonly PreflightCheck[];
	/** What the client checked the server against. */
	readonly clientTrust: 'given' | 'system' | 'runtime';
	/** `sameAsClient`: no CA of the server was given. */
	readonly serverTrust: 'given' | 'sameAsClient' | 'system' | 'none';
	/** How many handshakes were made. */
	readonly handshakes: number;
}
