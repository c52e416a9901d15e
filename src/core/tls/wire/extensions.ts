/** Extensions of hellos and certificates (RFC 8446, 4.2), by number. */
import type { TlsCursor } from './cursor.js';
import { isGrease, type NameOf } from './names/registry.js';
import { visibleText } from '../../x509/asn1/strings.js';

export const extensionTypes = {
	serverName: 0,
	statusRequest: 5,
	supportedGroups: 10,
	signatureAlgorithms: 13,
	alpn: 16,
	encryptThenMac: 22,
	sessionTicket: 35,
	preSharedKey: 41,
	earlyData: 42,
	supportedVersions: 43,
	certificateAuthorities: 47,
	keyShare: 51,
} as const;

/** The contents of extensions, the first where one comes twice. */
export type Extensions = ReadonlyMap<number, TlsCursor>;

/** A message may end before its extensions; no message has as many as are read. */
export function readExtensions(message: TlsCursor): Extensions {
	const found = new Map<number, TlsCursor>();
	if (message.atEnd) return found;
	const list = message.vector();
	while (!list.atEnd && found.size < maximumExtensions) {
		const type = list.number(2);
		const content = list.vector();
		if (!found.has(type)) found.set(type, content);
	}
	return found;
}

const maximumExtensions = 200;

/** No real list is longer. */
const maximumNames = 500;

export function namesOf(values: readonly number[], nameOf: NameOf): string[] {
	return values
		.filter((value) => !isGrease(value))
		.slice(0, maximumNames)
		.map(nameOf);
}

/** A list of numbers behind its length, by name; empty where the extension is absent. */
export function namedList(content: TlsCursor | undefined, nameOf: NameOf): string[] {
	return content ? namesOf(content.vector().numbers(), nameOf) : [];
}

/** RFC 7301, 3.1. */
export function readProtocols(content: TlsCursor): string[] {
	const list = content.vector();
	const found: string[] = [];
	while (!list.atEnd && found.length < maximumNames) {
		const name = list.vectorBytes(1);
		const isTest = name.length === 2 && isGrease(name.readUInt16BE(0));
		if (!isTest) found.push(shownText(name));
	}
	return found;
}

/** The host name (RFC 6066, 3); undefined where there is none. */
export function readServerName(content: TlsCursor): string | undefined {
	const list = content.vector();
	while (!list.atEnd) {
		const type = list.number(1);
		const name = list.vectorBytes();
		if (type === 0) return shownText(name);
	}
	return undefined;
}

/** Longer than any host name. */
const maximumText = 300;

function shownText(bytes: Buffer): string {
	return visibleText(bytes.toString('latin1', 0, maximumText));
}
