/** GeneralNames (RFC 5280, 4.2.1.6): each name a value of its own, never joined and never split. */
import { type DerCursor, DerError, problemOf, type Span, tags } from '../asn1/der.js';
import { ipText } from './ip.js';
import type { ReadProblem, SubjectAltName, SubjectAltNameType } from '../model.js';
import { ia5Text, readName } from './distinguishedName.js';
import { isStringTag, stringText, visibleText } from '../asn1/strings.js';
import { oidText, readOid } from '../asn1/values.js';

const types: Readonly<Partial<Record<number, SubjectAltNameType>>> = {
	0xa0: 'otherName',
	0x81: 'email',
	0x82: 'dns',
	0xa3: 'x400Address',
	0xa4: 'directoryName',
	0xa5: 'ediPartyName',
	0x86: 'uri',
	0x87: 'ip',
	0x88: 'registeredId',
};

/**
 * All names in the content of `span`. A name that cannot be read goes to `problems` under `field`; the others (those
 * before it, where it has no end) are still answered. Values are fit to show: DNS, e-mail and URI as they stand with hidden characters as `\XX`, IP addresses in
 * canonical form, directory names as RFC 4514, other names as `oid;UTF8:text` or `oid;#hex`, the rest as `#hex`.
 */
export function readGeneralNames(
	cursor: DerCursor,
	span: Span,
	field: string,
	problems: ReadProblem[],
): SubjectAltName[] {
	const names: SubjectAltName[] = [];
	const list = cursor.enter(span);
	try {
		while (!list.atEnd) {
			list.read();
			const name = readGeneralName(list, field, problems);
			if (name !== undefined) {
				names.push(name);
			}
		}
	} catch (error) {
		problems.push(problemOf(field, error));
	}
	return names;
}

/** The GeneralName that the cursor read last; undefined, and a problem, when it is none. */
export function readGeneralName(
	cursor: DerCursor,
	field: string,
	problems: ReadProblem[],
): SubjectAltName | undefined {
	const fault = (code: string): void => {
		problems.push({ field, code, args: { offset: cursor.start } });
	};
	const type = types[cursor.tag];
	if (type === undefined) {
		fault('unexpectedTag');
		return undefined;
	}
	try {
		return { type, value: nameValue(type, cursor, field, problems) };
	} catch (error) {
		if (!(error instanceof DerError)) {
			throw error;
		}
		fault(error.code);
		return { type, value: hexValue(cursor) };
	}
}

function nameValue(
	type: SubjectAltNameType,
	cursor: DerCursor,
	field: string,
	problems: ReadProblem[],
): string {
	switch (type) {
		case 'dns':
		case 'email':
		case 'uri':
			return ia5Text(cursor, () => {
				problems.push({ field, code: 'badString', args: { offset: cursor.start } });
			});
		case 'ip':
			return ipText(cursor);
		case 'directoryName': {
			const inner = cursor.enter();
			return readName(inner, inner.expect(tags.sequence).span(), field, problems).text;
		}
		case 'registeredId':
			return oidText(cursor);
		case 'otherName':
			return otherName(cursor.enter());
		case 'x400Address':
		case 'ediPartyName':
			return hexValue(cursor);
	}
}

const stringNames: Readonly<Partial<Record<number, string>>> = {
	[tags.utf8String]: 'UTF8',
	[tags.ia5String]: 'IA5',
	[tags.printableString]: 'PRINTABLE',
	[tags.bmpString]: 'BMP',
};

/** Written as Vault and OpenSSL take it: `1.3.6.1.4.1.311.20.2.3;UTF8:alice@corp.test`. */
function otherName(pair: DerCursor): string {
	const oid = readOid(pair);
	const value = pair.expect(0xa0).enter().read();
	if (!isStringTag(value.tag)) {
		return `${oid};#${value.element().toString('hex')}`;
	}
	const text = visibleText(stringText(value, () => undefined));
	return `${oid};${stringNames[value.tag] ?? 'STRING'}:${text}`;
}

function hexValue(cursor: DerCursor): string {
	return `#${cursor.content().toString('hex')}`;
}
