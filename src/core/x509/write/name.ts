/** Distinguished names from text: RFC 4514, or a bare common name. */
import { PkiError } from '../../common/errors.js';
import { x509 } from './provider.js';

/** Attribute types by the short names of RFC 4514 and RFC 4519, and those people write all the same. */
const types: Readonly<Record<string, string>> = {
	cn: '2.5.4.3',
	sn: '2.5.4.4',
	serialnumber: '2.5.4.5',
	c: '2.5.4.6',
	l: '2.5.4.7',
	st: '2.5.4.8',
	s: '2.5.4.8',
	street: '2.5.4.9',
	o: '2.5.4.10',
	ou: '2.5.4.11',
	title: '2.5.4.12',
	gn: '2.5.4.42',
	givenname: '2.5.4.42',
	dnqualifier: '2.5.4.46',
	dc: '0.9.2342.19200300.100.1.25',
	uid: '0.9.2342.19200300.100.1.1',
	e: '1.2.840.113549.1.9.1',
	emailaddress: '1.2.840.113549.1.9.1',
};

const country = '2.5.4.6';
const commonName = '2.5.4.3';
/** Attributes whose syntax is PrintableString or IA5String (RFC 5280, appendix A); all others are UTF8String. */
const printable = [country, '2.5.4.5', '2.5.4.46'];
const ia5 = ['0.9.2342.19200300.100.1.25', '1.2.840.113549.1.9.1'];
/** RFC 5280, appendix A: ub-common-name and its like. */
const longest: Readonly<Record<string, number>> = {
	[commonName]: 64,
	'2.5.4.10': 64,
	'2.5.4.11': 64,
};

/** One attribute of a name: its type as an OID, and its text without escapes. */
interface Attribute {
	readonly type: string;
	readonly value: string;
}

/**
 * A Name from an RFC 4514 string (`CN=api.test,O=Lab`; the last RDN comes first in the text) or, where the text has no
 * `=` at all, from a common name. Empty text is the empty name. Rejects with `invalid`, reason `subject` (args
 * `subject`, `fault`).
 */
export function parseName(text: string): x509.Name {
	const subject = text.trim();
	const rdns = isDistinguishedName(subject) ? new NameReader(subject).read() : bare(subject);
	return new x509.Name(
		rdns.map((rdn) => {
			const json: Record<string, x509.JsonAttributeObject[]> = {};
			for (const { type, value } of rdn) (json[type] ??= []).push(typed(subject, type, value));
			return json;
		}),
	);
}

/** Rejects as `parseName` does: to know before a key is made. */
export function checkName(text: string): void {
	parseName(text);
}

/** A common name as an RFC 4514 string, whatever characters stand in it. */
export function subjectOf(name: string): string {
	const escaped = name.replace(/["+,;<>\\#=]/g, '\\$&');
	return `CN=${escaped.replace(/^ | $/g, '\\ ')}`;
}

function bare(text: string): Attribute[][] {
	// Such as OpenSSL's `/CN=api.test/O=Lab`, which nobody means as a common name.
	if (text.includes('=')) throw nameError(text, 'noType');
	return text === '' ? [] : [[{ type: commonName, value: text }]];
}

function isDistinguishedName(text: string): boolean {
	return /^([a-z][a-z0-9-]*|\d+(\.\d+)+)\s*=/i.test(text);
}

function typed(subject: string, type: string, value: string): x509.JsonAttributeObject {
	const fault = faultOf(type, value);
	if (fault !== undefined) throw nameError(subject, fault);
	if (printable.includes(type)) return { printableString: value };
	return ia5.includes(type) ? { ia5String: value } : { utf8String: value };
}

function faultOf(type: string, value: string): string | undefined {
	if (value === '') return 'emptyValue';
	// No name needs a control character, and programs in C stop at a zero byte.
	if (/\p{Cc}/u.test(value)) return 'controlCharacter';
	if ([...value].length > (longest[type] ?? 128)) return 'tooLong';
	if (type === country && !/^[A-Za-z]{2}$/.test(value)) return 'country';
	if (printable.includes(type) && !/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)) return 'character';
	return ia5.includes(type) && !/^[\x20-\x7e]*$/.test(value) ? 'character' : undefined;
}

function nameError(subject: string, fault: string): PkiError {
	return new PkiError('invalid', { reason: 'subject', args: { subject, fault } });
}

/** RFC 4514, 3; spaces around separators are allowed, as they were in RFC 2253. */
class NameReader {
	#position = 0;

	constructor(private readonly text: string) {}

	/** RDNs in the order of the DER: the reverse of the text. */
	read(): Attribute[][] {
		const rdns: Attribute[][] = [];
		let separator = ',';
		do {
			const attribute = this.#attribute();
			if (separator === '+') rdns.at(-1)?.push(attribute);
			else rdns.push([attribute]);
			separator = this.text[this.#position] ?? '';
			this.#position += 1;
		} while (separator !== '');
		return rdns.reverse();
	}

	#attribute(): Attribute {
		const equals = this.text.indexOf('=', this.#position);
		if (equals < 0) throw nameError(this.text, 'noEquals');
		const name = this.text.slice(this.#position, equals).trim();
		const type = /^\d+(\.\d+)+$/.test(name) ? name : types[name.toLowerCase()];
		if (type === undefined) throw nameError(this.text, 'unknownType');
		this.#position = equals + 1;
		return { type, value: this.#value() };
	}

	#value(): string {
		const bytes: Buffer[] = [];
		let keptLength = 0;
		let quoted = false;
		for (; this.#position < this.text.length; this.#position += 1) {
			const character = this.#character();
			if (character === '"') quoted = !quoted;
			else if (!quoted && (character === ',' || character === '+')) break;
			else if (character === '\\') bytes.push(this.#escaped());
			else if (bytes.length > 0 || quoted || character !== ' ') {
				bytes.push(Buffer.from(character));
				// Spaces at the end do not count, unless they are escaped or quoted.
				if (character === ' ' && !quoted) continue;
			} else continue;
			keptLength = bytes.length;
		}
		if (quoted) throw nameError(this.text, 'quote');
		const value = Buffer.concat(bytes.slice(0, keptLength)).toString('utf8');
		if (value.startsWith('#')) throw nameError(this.text, 'hexValue');
		return value;
	}

	/** The whole character that stands here; moves to its last UTF-16 unit. */
	#character(): string {
		const character = String.fromCodePoint(this.text.codePointAt(this.#position) ?? 0);
		this.#position += character.length - 1;
		return character;
	}

	/** `\,` or `\2C`: a character or a byte of UTF-8. */
	#escaped(): Buffer {
		const hex = /^[0-9a-f]{2}/i.exec(this.text.slice(this.#position + 1, this.#position + 3))?.[0];
		this.#position += hex === undefined ? 1 : 2;
		if (hex !== undefined) return Buffer.from(hex, 'hex');
		const character = this.text[this.#position];
		if (character === undefined) throw nameError(this.text, 'escape');
		return Buffer.from(character);
	}
}
