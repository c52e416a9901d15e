/** What otherNames (RFC 5280, 4.2.1.6) say: the kinds that certificates in use carry, by the OID of their type. */
import { DerCursor, DerError, tags } from '../asn1/der.js';
import { isStringTag, stringText, visibleText } from '../asn1/strings.js';
import { readOid, smallInteger } from '../asn1/values.js';

/** Of an account in Active Directory, in the extension of the same arc. */
export const sidName = '1.3.6.1.4.1.311.25.2.1';

/** Names for the types, as their standards have them ([MS-WCCE]; RFC 4043, 4108, 4556, 4985, 6120, 7585, 9598). */
const typeNames: Readonly<Partial<Record<string, string>>> = {
	'1.3.6.1.4.1.311.20.2.3': 'userPrincipalName',
	'1.3.6.1.4.1.311.25.1': 'ntdsReplication',
	[sidName]: 'securityIdentifier',
	'1.3.6.1.5.2.2': 'kerberosPrincipal',
	'1.3.6.1.5.5.7.8.3': 'permanentIdentifier',
	'1.3.6.1.5.5.7.8.4': 'hardwareModuleName',
	'1.3.6.1.5.5.7.8.5': 'xmppAddress',
	'1.3.6.1.5.5.7.8.7': 'srvName',
	'1.3.6.1.5.5.7.8.8': 'naiRealm',
	'1.3.6.1.5.5.7.8.9': 'smtpUtf8Mailbox',
	'1.3.6.1.5.5.7.8.11': 'bundleEid',
};

export interface OtherNameText {
	readonly oid: string;
	/** What the type is called; undefined for a type that is not known. */
	readonly name: string | undefined;
	/** The value as people write it, or `#hex`. */
	readonly text: string;
}

/** Reads the value of a SubjectAltName of type `otherName`: `oid;UTF8:text` or `oid;#hex of the element`. */
export function otherNameText(value: string): OtherNameText {
	const separator = value.indexOf(';');
	const oid = separator === -1 ? value : value.slice(0, separator);
	const rest = value.slice(separator + 1);
	const name = typeNames[oid];
	if (!rest.startsWith('#')) return { oid, name, text: rest.slice(rest.indexOf(':') + 1) };
	return { oid, name, text: structureText(oid, rest.slice(1)) ?? rest };
}

/** Undefined for a type that is not known, and for bytes that do not fit it. */
function structureText(oid: string, hex: string): string | undefined {
	const read = structures[oid];
	if (read === undefined) return undefined;
	try {
		return read(DerCursor.over(Buffer.from(hex, 'hex')));
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}

const structures: Readonly<Partial<Record<string, (cursor: DerCursor) => string | undefined>>> = {
	[sidName]: (cursor) => visibleText(cursor.expect(tags.octetString).content().toString('latin1')),
	'1.3.6.1.4.1.311.25.1': (cursor) => guid(cursor.expect(tags.octetString).content()),
	'1.3.6.1.5.2.2': kerberosPrincipal,
	'1.3.6.1.5.5.7.8.3': permanentIdentifier,
	'1.3.6.1.5.5.7.8.4': (cursor) => {
		const parts = cursor.expect(tags.sequence).enter();
		return `${readOid(parts)} ${parts.expect(tags.octetString).content().toString('hex')}`;
	},
};

/** A directory object's number in Microsoft's order of bytes. */
function guid(bytes: Buffer): string | undefined {
	if (bytes.length !== 16) return undefined;
	const part = (from: number, to: number, reversed: boolean): string => {
		const copy = Buffer.from(bytes.subarray(from, to));
		return (reversed ? copy.reverse() : copy).toString('hex');
	};
	return [
		part(0, 4, true),
		part(4, 6, true),
		part(6, 8, true),
		part(8, 10, false),
		part(10, 16, false),
	].join('-');
}

/** KRB5PrincipalName (RFC 4556, 3.2.2): `HTTP/web@CORP.TEST`. */
function kerberosPrincipal(cursor: DerCursor): string {
	const parts = cursor.expect(tags.sequence).enter();
	const realm = textOf(parts.expect(0xa0).enter().read());
	const principal = parts.expect(0xa1).enter().expect(tags.sequence).enter();
	smallInteger(principal.expect(0xa0).enter().expect(tags.integer));
	const names: string[] = [];
	const list = principal.expect(0xa1).enter().expect(tags.sequence).enter();
	while (!list.atEnd) {
		names.push(textOf(list.read()));
	}
	return `${names.join('/')}@${realm}`;
}

/** RFC 4043, 3: the identifier and who assigned it; either may be absent. */
function permanentIdentifier(cursor: DerCursor): string {
	const parts = cursor.expect(tags.sequence).enter();
	const texts: string[] = [];
	if (isStringTag(parts.peek())) texts.push(textOf(parts.read()));
	if (parts.peek() === tags.oid) texts.push(readOid(parts));
	return texts.join(' ');
}

function textOf(element: DerCursor): string {
	if (!isStringTag(element.tag)) throw new DerError('unexpectedTag', element.start);
	return visibleText(stringText(element, () => undefined));
}
