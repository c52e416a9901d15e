/** A JWK as blocks: its key, or the certificates of its `x5c`. */
import type { JwkMember, JwkObject } from '../find/jwk/jwkObject.js';
import type { LinedText } from '../find/linedText.js';
import { type JwkContent, type JwkText, readJwkKey } from '../x509/keys/jwkKey.js';
import type { ContainerEntry, DecodedBlock, EncodedPosition } from '../x509/block.js';
import type { PublicKeyFacts } from '../x509/model.js';

/**
 * The key stands where the object does. Where there are certificates in it, `inside`, so that no block is inside another: a
 * private key stands where its `d` does, a public one where its number does, unless the certificate has the same (RFC 7517, 4.7).
 */
export function jwkBlocks(
	lined: LinedText,
	object: JwkObject,
	inside: readonly DecodedBlock[],
): readonly DecodedBlock[] {
	const { members } = object;
	const chain = members.get('x5c');
	const name = nameOf(members.get('kid'));
	const certificates = inside.map((block) =>
		chain && isWithin(block, chain) ? { ...block, ...entryOf(name, kindIn(inside, block)) } : block,
	);
	const content = readJwkKey(textsOf(object));
	if (!content) return certificates;
	const place = inside.length === 0 ? object : placeAmong(members, inside, content);
	if (!place) return certificates;
	const [own] = certificates.filter(({ entry }) => entry !== undefined);
	const key = keyBlock(lined, place, content, name, isOtherThan(own, content));
	return [...certificates, key].sort((a, b) => a.start - b.start);
}

function textsOf({ members }: JwkObject): ReadonlyMap<string, JwkText> {
	return new Map(
		[...members].flatMap(([name, { value }]) => (value ? [[name, value] as const] : [])),
	);
}

/** A key's own certificate is the first, and those above it follow (RFC 7517, 4.7). */
function kindIn(inside: readonly DecodedBlock[], block: DecodedBlock): ContainerEntry['kind'] {
	return block === inside[0] ? 'certificate' : 'chain';
}

function placeAmong(
	members: JwkObject['members'],
	inside: readonly DecodedBlock[],
	{ facts }: JwkContent,
): JwkMember | undefined {
	const place =
		facts?.kind === 'privateKey'
			? members.get('d')
			: facts && !inside.slice(0, 1).some((block) => isOf(block, facts))
				? (members.get('n') ?? members.get('x'))
				: undefined;
	return place && inside.some((block) => isWithin(block, place)) ? undefined : place;
}

/** RFC 7517, 4.7: the first certificate has the key that the other members say. */
function isOtherThan(own: DecodedBlock | undefined, { facts }: JwkContent): boolean {
	if (own?.facts?.kind !== 'certificate' || facts?.publicKeySha256 === undefined) return false;
	return own.facts.publicKeySha256 !== facts.publicKeySha256;
}

function isOf({ facts }: DecodedBlock, { publicKeySha256 }: PublicKeyFacts): boolean {
	return facts?.kind === 'certificate' && facts.publicKeySha256 === publicKeySha256;
}

function isWithin({ start, end }: DecodedBlock, { start: from, end: to }: JwkMember): boolean {
	return from <= start && end <= to;
}

function keyBlock(
	lined: LinedText,
	{ start, end }: Pick<JwkMember, 'start' | 'end'>,
	content: JwkContent,
	name: string,
	isOther: boolean,
): DecodedBlock {
	const position: EncodedPosition = {
		...lined.place(start, end),
		label: 'DER',
		encoding: 'base64Der',
	};
	if (!content.facts) {
		const { fault: code, args } = content;
		const error = { code, line: position.line, ...(args && { args }) };
		return { ...position, container: 'jwk', error };
	}
	const { facts, der } = content;
	const note = { code: 'jwkOtherKey', line: position.line, start, end } as const;
	return { ...position, ...entryOf(name, facts.kind), facts, der, ...(isOther && { note }) };
}

function entryOf(name: string, kind: ContainerEntry['kind']) {
	return { container: 'jwk', entry: { name, kind } } as const;
}

/** The key's id, as the format it stands in means it. */
function nameOf(member: JwkMember | undefined): string {
	const { text = '', isQuoted = false } = member?.value ?? {};
	if (!isQuoted || !text.includes('\\')) return text;
	try {
		return String(JSON.parse(`"${text}"`));
	} catch {
		return text;
	}
}
