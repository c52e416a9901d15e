/** What a certificate is called where people read it. */
import type { CertificateListFacts } from '../model.js';

type Attribute = 'CN' | 'O' | 'OU';

/** Longer values than this are cut: a name may have millions of characters, and no line shows as many. */
const longest = 500;

const patterns: Readonly<Record<Attribute, RegExp>> = {
	CN: patternOf('CN'),
	O: patternOf('O'),
	OU: patternOf('OU'),
};

function patternOf(attribute: Attribute): RegExp {
	return new RegExp(String.raw`(?:^|[,+])${attribute}=((?:\\.|[^,+\\]){1,${longest}})`);
}

/** The first value of an attribute in an RFC 4514 name, the nearest one, its escapes undone, at most its start. */
export function valueIn(name: string, attribute: Attribute): string | undefined {
	const [, escaped] = patterns[attribute].exec(name) ?? [];
	// Escaped bytes (`\\0A`) stay as they are: they are what should not be shown.
	return escaped?.replace(/\\([ "#+,;<=>\\])/g, '$1');
}

/** Its name; where that is only the serial number, its organization or unit, for a number tells nobody what it is. */
export function spokenName({
	name,
	serialNumber,
	subject,
}: Pick<CertificateListFacts, 'name' | 'serialNumber' | 'subject'>): string {
	if (name !== serialNumber) return name;
	return valueIn(subject, 'O') ?? valueIn(subject, 'OU') ?? name;
}
