/** Turns what is given into what each end is run with, and says what is missing. */
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { handshakeFailure, type HandshakeFailure } from '../failure.js';
import { systemCas } from '../systemCas.js';
import type { EndMaterial, NotTried, PreflightAnswer, PreflightInput } from './preflight.js';

export interface Ends {
	readonly client: SecureContextOptions;
	readonly server: SecureContextOptions;
	/** Why the client's verdict on the server means nothing; undefined: it counts. */
	readonly serverUntried: NotTried | undefined;
	/** The same of the server's verdict on the client. */
	readonly clientUntried: NotTried | undefined;
	/** No server can be run. */
	readonly isHopeless: boolean;
	readonly clientTrust: PreflightAnswer['clientTrust'];
	readonly serverTrust: PreflightAnswer['serverTrust'];
}

export function endsOf({ client, server, standIn }: PreflightInput): Ends {
	const clientCa = caOf(client.ca);
	const isSame = server.ca === undefined && client.ca !== undefined;
	const serverCa = isSame ? clientCa : caOf(server.ca);
	const own = pairOf(server) ?? (standIn && pairOf(standIn));
	return {
		client: { ...pairOf(client), ...(clientCa && { ca: [...clientCa] }) },
		// Without CAs of its own a server would trust the runtime's, which issue no certificates to clients.
		server: { ...own, ca: [...(serverCa ?? [])] },
		serverUntried: missingOf(server, 'server') ?? systemMissing(client.ca),
		clientUntried:
			missingOf(client, 'client') ??
			systemMissing(isSame ? client.ca : server.ca) ??
			(serverCa === undefined ? 'noServerCa' : undefined),
		isHopeless: own === undefined,
		clientTrust: client.ca === undefined ? 'runtime' : trustOf(client.ca),
		serverTrust: isSame ? 'sameAsClient' : server.ca === undefined ? 'none' : trustOf(server.ca),
	};
}

type Ca = NonNullable<EndMaterial['ca']>;

function trustOf(ca: Ca): 'given' | 'system' {
	return typeof ca === 'string' ? 'given' : 'system';
}

/** For `tls`; without CAs, none: a server would else trust the runtime's, which issue no certificates to clients. */
export function caOption(ca: EndMaterial['ca']): string[] {
	return [...(caOf(ca) ?? [])];
}

/** Undefined: the runtime's own. */
function caOf(ca: EndMaterial['ca']): readonly string[] | undefined {
	if (ca === undefined) return undefined;
	return typeof ca === 'string' ? [ca] : (systemCas() ?? []);
}

function systemMissing(ca: EndMaterial['ca']): NotTried | undefined {
	const isAsked = ca !== undefined && typeof ca !== 'string';
	return isAsked && systemCas() === undefined ? 'noSystemCas' : undefined;
}

/** Both or nothing: a program with one of them sends no certificate. */
function pairOf({ certificate, key, passphrase }: EndMaterial) {
	if (certificate === undefined || key === undefined) return undefined;
	return { cert: certificate, key, ...(passphrase !== undefined && { passphrase }) };
}

function missingOf(end: EndMaterial, name: 'client' | 'server'): NotTried | undefined {
	const isClient = name === 'client';
	if (end.certificate === undefined)
		return isClient ? 'noClientCertificate' : 'noServerCertificate';
	if (end.key === undefined) return isClient ? 'noClientKey' : 'noServerKey';
	return undefined;
}

/** What the TLS library says of an end's files; undefined: it takes them. */
export function loadFault(
	options: SecureContextOptions,
	end: HandshakeFailure['seenBy'],
): HandshakeFailure | undefined {
	try {
		createSecureContext(options);
		return undefined;
	} catch (error) {
		return handshakeFailure(error, end);
	}
}
