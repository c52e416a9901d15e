/** ClientHello and ServerHello (RFC 8446, 4.1; RFC 5246, 7.4.1). */
import { TlsCursor } from './cursor.js';
import {
	type Extensions,
	extensionTypes,
	namedList,
	namesOf,
	readExtensions,
	readProtocols,
	readServerName,
} from './extensions.js';
import type { ClientHelloFacts } from './facts.js';
import { cipherSuiteName } from './names/cipherSuites.js';
import { groupName } from './names/groups.js';
import { signatureSchemeName } from './names/signatureSchemes.js';
import { versionName } from './names/versions.js';

/** Throws `DerError` where it cannot be read. */
export function readClientHello(body: Buffer): ClientHelloFacts {
	const message = new TlsCursor(body);
	const legacyVersion = message.number(2);
	const random = message.take(32).toString('hex');
	message.vectorBytes(1);
	const cipherSuites = namesOf(message.vector().numbers(), cipherSuiteName);
	message.vectorBytes(1);
	const extensions = readExtensions(message);
	return {
		random,
		versions: offeredVersions(extensions, legacyVersion),
		cipherSuites,
		...clientExtensions(extensions),
	};
}

function offeredVersions(extensions: Extensions, legacyVersion: number): string[] {
	const offered = extensions.get(extensionTypes.supportedVersions);
	return namesOf(offered?.vector(1).numbers() ?? [legacyVersion], versionName);
}

function clientExtensions(
	extensions: Extensions,
): Omit<ClientHelloFacts, 'random' | 'versions' | 'cipherSuites'> {
	const serverName = extensions.get(extensionTypes.serverName);
	const alpn = extensions.get(extensionTypes.alpn);
	const name = serverName && readServerName(serverName);
	const ticket = extensions.get(extensionTypes.sessionTicket);
	return {
		...(name !== undefined && { serverName: name }),
		...(alpn && { alpn: readProtocols(alpn) }),
		groups: namedList(extensions.get(extensionTypes.supportedGroups), groupName),
		keyShares: keyShares(extensions.get(extensionTypes.keyShare)),
		signatureAlgorithms: namedList(
			extensions.get(extensionTypes.signatureAlgorithms),
			signatureSchemeName,
		),
		offersResumption: extensions.has(extensionTypes.preSharedKey) || ticket?.atEnd === false,
		earlyData: extensions.has(extensionTypes.earlyData),
		asksForOcsp: extensions.has(extensionTypes.statusRequest),
	};
}

function keyShares(content: TlsCursor | undefined): string[] {
	const groups: number[] = [];
	const list = content?.vector();
	while (list?.atEnd === false) {
		groups.push(list.number(2));
		list.vectorBytes();
	}
	return namesOf(groups, groupName);
}

/** What a ServerHello says, or a HelloRetryRequest, which has the same form. */
export interface ServerHello {
	readonly isRetry: boolean;
	readonly version: number;
	readonly random: Buffer;
	readonly cipherSuite: number;
	readonly alpn?: string;
	/** In TLS 1.3; the one it asks for in a HelloRetryRequest. */
	readonly group?: string;
	/** A PSK was chosen (RFC 8446, 4.2.11). */
	readonly isResumed: boolean;
	/** RFC 7366. */
	readonly encryptThenMac: boolean;
}

/** SHA-256 of "HelloRetryRequest" (RFC 8446, 4.1.3). */
const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Throws `DerError` where it cannot be read. */
export function readServerHello(body: Buffer): ServerHello {
	const message = new TlsCursor(body);
	const legacyVersion = message.number(2);
	const random = message.take(32);
	message.vectorBytes(1);
	const cipherSuite = message.number(2);
	message.number(1);
	const extensions = readExtensions(message);
	const keyShare = extensions.get(extensionTypes.keyShare);
	return {
		isRetry: random.toString('hex') === retryRandom,
		version: extensions.get(extensionTypes.supportedVersions)?.number(2) ?? legacyVersion,
		random: Buffer.from(random),
		cipherSuite,
		...chosenProtocol(extensions),
		...(keyShare && { group: groupName(keyShare.number(2)) }),
		isResumed: extensions.has(extensionTypes.preSharedKey),
		encryptThenMac: extensions.has(extensionTypes.encryptThenMac),
	};
}

/** Of a ServerHello, or of EncryptedExtensions. */
export function chosenProtocol(extensions: Extensions): { readonly alpn?: string } {
	const content = extensions.get(extensionTypes.alpn);
	const [alpn] = content ? readProtocols(content) : [];
	return alpn === undefined ? {} : { alpn };
}

/** The named curve of an ephemeral key (RFC 8422, 5.4); undefined for others. */
export function keyExchangeGroup(body: Buffer): string | undefined {
	return body.length >= 3 && body[0] === 3 ? groupName(body.readUInt16BE(1)) : undefined;
}
