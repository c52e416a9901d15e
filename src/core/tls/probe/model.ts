/** What a probe is asked, and what it found. All of it is structured-clonable. */
import type { ErrorCode } from '../../common/errors.js';
import type { HandshakeFailure } from '../failure.js';
import type { TlsStack } from '../stack.js';
import type { CertificateFacts, OcspFacts } from '../../x509/model.js';
import type { StartTlsProtocol } from './startTls/protocols.js';

/** As Node's `getProtocol()` names them. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** A `ProxyServer` whose URL is a text. */
export interface ProbeProxy {
	/** `http:`, `https:` or a kind of `socks:`; without user name and password. */
	readonly url: string;
	readonly credentials?: { readonly user: string; readonly password: string } | undefined;
	readonly authorization?: string | undefined;
	readonly verify: boolean;
	readonly source: string;
}

export interface ProbeInput {
	/** A name or an IP address, without brackets. */
	readonly host: string;
	readonly port: number;
	/** The name that is sent (SNI) and looked for in the certificate; default: the host. */
	readonly serverName?: string | undefined;
	/** PEM: the client certificate, then its intermediates. */
	readonly certificate?: string | undefined;
	/** PEM, not encrypted. */
	readonly key?: string | undefined;
	/** PEM texts; they replace the system's CAs. */
	readonly ca?: readonly string[] | undefined;
	readonly startTls?: StartTlsProtocol | undefined;
	readonly proxy?: ProbeProxy | undefined;
	/** Sends one HEAD request once the handshake is done. */
	readonly head?: boolean | undefined;
	/** Milliseconds for connecting and shaking hands, and once more for all other versions. */
	readonly timeoutMs: number;
	/** Milliseconds that a server which asked for a certificate has to refuse it after the handshake; default 1,000. */
	readonly patienceMs?: number | undefined;
}

/** An error of ours, as `PkiError` has it. */
export interface NamedError {
	readonly code: ErrorCode;
	readonly reason?: string | undefined;
	readonly args: Readonly<Record<string, string | number>>;
}

/** `noAnswer`: not until the probe was over. `used`: the others were tried beside it. */
export interface AddressFacts {
	readonly address: string;
	readonly state: 'used' | 'connected' | 'failed' | 'noAnswer';
	/** `ECONNREFUSED`, of one that failed. */
	readonly code?: string;
}

/**
 * `notTried`: this runtime cannot offer it, or the server said nothing before; `noAnswer`: the server hung up or was
 * silent, which is no refusal.
 */
export interface VersionFacts {
	readonly version: TlsVersion;
	readonly status: 'offered' | 'refused' | 'noAnswer' | 'notTried';
	/** What the server said to it. */
	readonly failure?: HandshakeFailure;
}

export interface ServedCertificate {
	readonly facts: CertificateFacts;
	readonly der: Uint8Array;
}

export interface ClientCertificateFacts {
	/** `notVisible` only where the runtime gives no key log for TLS 1.3; absent where the handshake did not come so far. */
	readonly requested?: boolean | 'notVisible';
	/** RFC 4514; empty: any issuer. */
	readonly acceptedIssuers?: readonly string[];
	/** A certificate was chosen, and sent when the server asked. */
	readonly sent: boolean;
	/** Absent where nothing was sent, and where neither data nor a refusal came. */
	readonly accepted?: boolean;
	/** Nothing was sent, and the server refused to go on without. */
	readonly required?: true;
}

/** What the server's certificate was checked against. `bundled`: the roots of the runtime, which cannot list the system's. */
export type TrustKind = 'chosen' | 'system' | 'bundled';

export type ProbeStage = 'connect' | 'startTls' | 'handshake' | 'afterHandshake' | 'certificate';

/** Something that does not work: what the runtime said, or an error of ours. */
export type ProbeProblem =
	| { readonly stage: ProbeStage; readonly failure: HandshakeFailure; readonly error?: undefined }
	| { readonly stage: ProbeStage; readonly error: NamedError; readonly failure?: undefined };

export interface ProbeReport {
	readonly host: string;
	readonly port: number;
	/** Empty: none. */
	readonly serverName: string;
	readonly startTls?: StartTlsProtocol;
	/** Its address, where the way led through it; `addresses` is empty then. */
	readonly proxy?: string;
	/** In the order in which they were tried. */
	readonly addresses: readonly AddressFacts[];
	readonly address?: string;
	/** As Node names it. Of TLS 1.0 and 1.1 only where the server knows nothing newer. */
	readonly protocol?: string;
	/** RFC name: `TLS_AES_128_GCM_SHA256`. */
	readonly cipher?: string;
	/** What the server chose of `h2` and `http/1.1`; false: nothing. Absent where it was not asked. */
	readonly alpn?: string | false;
	/** From the oldest to the newest. */
	readonly versions: readonly VersionFacts[];
	/** In the order in which they were sent, the first 100. */
	readonly chain: readonly ServedCertificate[];
	readonly chainLength: number;
	/** False where the order is the runtime's, since the bytes could not be read. */
	readonly isAsServed: boolean;
	readonly trust: TrustKind;
	readonly verdict: { readonly ok: boolean; readonly failure?: HandshakeFailure };
	readonly clientCertificate: ClientCertificateFacts;
	/** The stapled OCSP response; absent where none came. */
	readonly stapled?: { readonly facts: OcspFacts; readonly der: Uint8Array };
	/** Of the answer to the HEAD request. */
	readonly httpStatus?: number;
	readonly problems: readonly ProbeProblem[];
	readonly stack: TlsStack;
}

/** What is told while it runs. */
export type ProbeStep = 'connecting' | 'handshake' | 'versions';
