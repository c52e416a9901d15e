/** What another program read in a file beside what we read, field by field. */
import { isDeepStrictEqual } from 'node:util';
import { attributeName, purposeName, signatureName } from '../../src/core/x509/asn1/oid.js';
import { DerCursor, tags } from '../../src/core/x509/asn1/der.js';
import { isStringTag, stringText } from '../../src/core/x509/asn1/strings.js';
import type { DecodedBlock } from '../../src/core/x509/block.js';
import type { DecodedFacts, OcspFacts, OcspSingleResponse } from '../../src/core/x509/model.js';

/** As the oracles in scripts/peers say it; a field that they could not read is absent. */
export interface TheirBlock {
	readonly kind: DecodedFacts['kind'];
	readonly [field: string]: unknown;
}

export interface Difference {
	/** Below its corpus. */
	readonly file: string;
	/** `block`: we refuse what they read. */
	readonly field: string;
	readonly theirs: unknown;
	readonly ours: unknown;
}

type Readable = Extract<DecodedBlock, { readonly error?: undefined }>;

/** Every field of theirs that differs from ours; of a block that we do not have, the block. */
export function compareBlocks(
	file: string,
	theirs: readonly TheirBlock[],
	ours: readonly DecodedBlock[],
): Difference[] {
	const rest = ours.filter((block): block is Readable => block.error === undefined);
	return theirs.flatMap((their): Difference[] => {
		const index = matching(their, rest);
		const [block] = index === -1 ? [] : rest.splice(index, 1);
		if (block === undefined) {
			const found = ours.map(({ facts, error }) => error?.code ?? facts?.kind).join(', ');
			return [{ file, field: 'block', theirs: their.kind, ours: found }];
		}
		return Object.entries(their).flatMap(([field, value]) => {
			const [one, other] = [theirValue(field, value), ourValue(field, block)];
			return isDeepStrictEqual(one, other) ? [] : [{ file, field, theirs: one, ours: other }];
		});
	});
}

/** The same object where a hash tells it, else the next one of its kind. */
function matching(their: TheirBlock, ours: readonly Readable[]): number {
	const same = ours.findIndex(
		({ facts }) =>
			facts.kind === 'certificate' && facts.sha256Fingerprint === their['sha256Fingerprint'],
	);
	return same === -1 ? ours.findIndex(({ facts }) => facts.kind === their.kind) : same;
}

type TheirName = readonly (readonly (readonly [oid: string, value: string])[])[];

function nameText(name: TheirName): string {
	return name
		.map((rdn) => rdn.map(([oid, value]) => `${attributeName(oid) ?? oid}=${value}`).join('+'))
		.join(',');
}

function theirValue(field: string, value: unknown): unknown {
	switch (field) {
		case 'subject':
		case 'issuer':
			return nameText(value as TheirName);
		case 'responderName':
			return value === null ? undefined : nameText(value as TheirName);
		case 'signatureAlgorithm':
			return signatureName(value as string);
		case 'extendedKeyUsage':
			return (value as readonly string[]).map(purposeName);
		case 'subjectAltNames':
			return (value as readonly (readonly [string, unknown])[]).map(generalName);
		case 'revoked':
			return (value as readonly { readonly certificateIssuer?: readonly [string, unknown] }[]).map(
				({ certificateIssuer: issuer, ...entry }) =>
					issuer === undefined ? entry : { ...entry, certificateIssuer: generalName(issuer)[1] },
			);
		case 'extensions':
			return (value as readonly (readonly unknown[])[]).map(([oid, critical]) => [oid, critical]);
		default:
			return value ?? undefined;
	}
}

function generalName([type, value]: readonly [string, unknown]): readonly [string, string] {
	if (type === 'directoryName') return [type, nameText(value as TheirName)];
	if (type !== 'otherName') return [type, value as string];
	const [oid = '', hex = ''] = (value as string).split(' ');
	const element = DerCursor.over(Buffer.from(hex, 'hex')).read();
	const form = element.tag === tags.ia5String ? 'IA5' : 'UTF8';
	return isStringTag(element.tag)
		? [type, `${oid};${form}:${stringText(element, () => undefined)}`]
		: [type, `${oid};#${hex}`];
}

/** Attribute types without a name are in hex in ours (RFC 4514, 2.4) and texts in theirs. */
function readableName(name: string): string {
	return name.replace(
		/((?:^|[,+])\d+(?:\.\d+)+=)#([\da-f]+)/g,
		(all, type: string, hex: string) => {
			const element = DerCursor.over(Buffer.from(hex, 'hex')).read();
			return isStringTag(element.tag) ? type + stringText(element, () => undefined) : all;
		},
	);
}

function bareResponse(response: OcspSingleResponse): unknown {
	const fields = Object.entries(response);
	return Object.fromEntries(
		fields.filter(([name]) => name !== 'extensions' && name !== 'timestamps'),
	);
}

function ocspValue(field: string, facts: OcspFacts): unknown {
	switch (field) {
		case 'responderName':
			return facts.responder?.name;
		case 'responderKeyHash':
			return facts.responder?.keyHash;
		case 'responses':
			return facts.responses.map(bareResponse);
		case 'certificates':
			return facts.certificates.map(({ serialNumber }) => serialNumber);
		default:
			return Object.entries(facts).find(([name]) => name === field)?.[1];
	}
}

function ourValue(field: string, { facts }: Readable): unknown {
	const all: Readonly<Record<string, unknown>> = { ...facts };
	const extensions = 'extensions' in facts ? facts.extensions : [];
	const names = 'subjectAltNames' in facts ? facts.subjectAltNames : [];
	const pairs = names.map(({ type, value }) => [type, value]);
	const valueOf = /^value of (.+)$/.exec(field)?.[1];
	if (valueOf !== undefined) return extensions.find(({ oid }) => oid === valueOf)?.valueHex;
	switch (field) {
		case 'subject':
		case 'issuer':
			return readableName(String(all[field]));
		case 'extensions':
			return extensions.map(({ oid, critical }) => [oid, critical]);
		case 'values':
			return extensions.map(({ valueHex }) => valueHex);
		case 'subjectAltNames':
			return pairs;
		case 'names':
			return ['dns', 'email', 'ip'].flatMap((kind) => pairs.filter(([type]) => type === kind));
		case 'timestamps':
			return facts.kind === 'certificate'
				? facts.timestamps?.map(({ logId, timestamp }) => [logId, timestamp])
				: undefined;
		case 'attributes':
			return facts.kind === 'request' ? facts.attributes.map(({ oid }) => oid) : undefined;
		default:
			return facts.kind === 'ocsp' ? ocspValue(field, facts) : all[field];
	}
}
