/** What a TLS server is like. */
import type { AddressFacts, TlsVersion, TrustKind, VersionFacts } from '../core/tls/probe/model.js';
import type { StartTlsProtocol } from '../core/tls/probe/startTls/protocols.js';
import type { RevocationAnswer } from '../core/tls/probe/revocation.js';
import type { TlsStack } from '../core/tls/stack.js';
import type { CertificateFacts, OcspFacts } from '../core/x509/model.js';
import type { Severity } from '../core/diagnostics/rule.js';
import type { FileOption } from './fileOption.js';

export interface ProbeOptions {
	/** A host name or an IP address; without `port` also `host:port` or a URL. */
	host?: string;
	port?: number;
	/** In place of `host` and `port`: the server of a connection, with its CA and client certificate. */
	connection?: string;
	/** Default: `host`. */
	serverName?: string;
	/** File or PEM, with its intermediates. */
	certificate?: FileOption;
	/** Default: the key in the certificate's file, or beside it. */
	key?: FileOption;
	/** File or PEM. Replaces the system's CAs. */
	ca?: FileOption;
	/** Default: by the URL's scheme or the port; an empty text for none. */
	startTls?: StartTlsProtocol | '';
	/** Address of a proxy; an empty text for none. Default: as the editor is set. */
	proxy?: string;
	/** Asks the OCSP responders and CRLs that the certificates name. */
	checkRevocation?: boolean;
	/** Sends one HEAD request after the handshake. */
	head?: boolean;
	/** Of each step; default 10,000. */
	timeoutMs?: number;
	/** Opens the report; default false for programs. */
	show?: boolean;
}

export interface ProbeResult {
	/** The one that was used; absent through a proxy, and where none answered. */
	address?: string;
	proxy?: string;
	addresses: AddressFacts[];
	/** `TLSv1.3`; absent where no handshake came so far. */
	protocol?: string;
	cipher?: string;
	/** False: the server chose none. */
	alpn?: string | false;
	/** `code` names what was refused, as in `problems`. */
	versions: { version: TlsVersion; status: VersionFacts['status']; code?: string }[];
	/** In the order in which they were sent. */
	chain: CertificateFacts[];
	/** What the chain was checked against. */
	trust: TrustKind;
	/** `code` as Node.js names it. */
	verdict: { ok: boolean; code?: string; message?: string };
	clientCertificate: {
		/** Absent where the handshake ended before. */
		requested?: boolean | 'notVisible';
		/** RFC 4514; empty: any. */
		acceptedIssuers?: string[];
		/** Whether the chosen one was sent. */
		sent: boolean;
		/** Absent where the server did not say. */
		accepted?: boolean;
		/** The server refused to go on without one. */
		required?: true;
	};
	httpStatus?: number;
	stapledOcsp?: OcspFacts;
	revocation?: RevocationAnswer[];
	/** `code`: of docs/errors.md, of docs/rules, or the reason of an error. */
	problems: { code: string; message: string; severity: Severity }[];
	/** The TLS library. */
	stack: TlsStack;
}
