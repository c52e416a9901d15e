/** Extensions of Microsoft's certificate services ([MS-WCCE], 2.2.2.7.7; [MS-CRTD]) as lines for display. */
import { tags } from '../asn1/der.js';
import { readGeneralNames } from '../names/generalNames.js';
import {
	each,
	type LineContext,
	oidPairs,
	policyConstraints,
	type ReadLines,
	singleTime,
	stringLines,
} from './lineReading.js';
import { extensionOids, purposeName } from '../asn1/oid.js';
import { otherNameText, sidName } from '../names/otherNames.js';
import { decimalText, integerHex, readOid, smallInteger } from '../asn1/values.js';

/** The template's OID, and its version as consoles show it: `version:100.7`. */
function template({ cursor }: LineContext): readonly string[] {
	const parts = cursor.expect(tags.sequence).enter();
	const oid = readOid(parts);
	const numbers: string[] = [];
	while (parts.peek() === tags.integer) {
		numbers.push(decimalText(integerHex(parts.read())));
	}
	return [oid, ...(numbers.length === 0 ? [] : [`version:${numbers.join('.')}`])];
}

/** CertificatePolicies, whose OIDs are purposes. */
function applicationPolicies({ cursor }: LineContext): readonly string[] {
	return each(cursor, (element) => [purposeName(readOid(element.enter()))]);
}

/** The number of the CA's certificate and of its key, counted from 0, as consoles show them: `V2.1`. */
function caVersion({ cursor }: LineContext): readonly string[] {
	const number = smallInteger(cursor.expect(tags.integer));
	return [`V${number % 0x10000}.${Math.floor(number / 0x10000)}`];
}

/** GeneralNames with the account's SID as an otherName; other names as they are. */
function securityIdentifier({ cursor, oid, problems }: LineContext): readonly string[] {
	const list = cursor.expect(tags.sequence);
	return readGeneralNames(list, list, oid, problems).map(({ type, value }) => {
		const { oid: kind, text } = otherNameText(value);
		return type === 'otherName' && kind === sidName ? text : `${type}:${value}`;
	});
}

/** By OID. */
export const microsoftReaders: Readonly<Partial<Record<string, ReadLines>>> = {
	[extensionOids.microsoftTemplateName]: stringLines,
	[extensionOids.microsoftTemplate]: template,
	[extensionOids.microsoftCaVersion]: caVersion,
	[extensionOids.microsoftPreviousCaHash]: ({ cursor }) => [
		cursor.expect(tags.octetString).content().toString('hex'),
	],
	[extensionOids.microsoftVirtualBase]: ({ cursor }) => [
		decimalText(integerHex(cursor.expect(tags.integer))),
	],
	[extensionOids.microsoftNextPublish]: singleTime,
	[extensionOids.microsoftApplicationPolicies]: applicationPolicies,
	[extensionOids.microsoftApplicationPolicyMappings]: oidPairs,
	[extensionOids.microsoftApplicationPolicyConstraints]: policyConstraints,
	[extensionOids.microsoftSid]: securityIdentifier,
};
