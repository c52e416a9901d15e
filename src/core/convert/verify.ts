/** Whether what was written is what was read: read back by our own reader before anything goes into a file. */
import {
	createHash,
	createPrivateKey,
	createPublicKey,
	type JsonWebKey,
	type KeyObject,
	X509Certificate,
} from 'node:crypto';
import { publicKeyOf } from './keyMaterial.js';
import { type Material, readMaterial } from './material.js';
import { publicItems } from './publicItems.js';
import type { OutputFile, Wish } from './target.js';

/** What a target takes along of the material. */
export type Carried = Pick<Material, 'keys'> & {
	readonly items: readonly { readonly der: Uint8Array }[];
};

/** Reads PEM, DER and containers back. Keys count by their public half, as encryption makes other bytes each time. */
export async function carries(
	files: readonly OutputFile[],
	{ items, keys }: Carried,
	password: string | undefined,
): Promise<boolean> {
	const found: string[] = [];
	for (const { content } of files) {
		const material = await readMaterial(content, { password });
		found.push(...namesOf({ items: publicItems(material), keys: material.keys }));
	}
	return sameNames(found, namesOf({ items, keys }));
}

function namesOf({ items, keys }: Carried): readonly string[] {
	return [
		...items.map(({ der }) => digest(der)),
		...keys.map(({ publicKey, der }) => `key ${publicKey ?? digest(der)}`),
	];
}

function sameNames(found: readonly string[], wanted: readonly string[]): boolean {
	return [...found].sort().join() === [...wanted].sort().join();
}

function digest(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

interface JwkMembers extends JsonWebKey {
	readonly x5c?: readonly string[];
}

/**
 * Reads JWKs and JWK Sets back by node:crypto: each key is one of the material's, and so is each certificate; no key that was
 * opened is missing, and their private halves are there where they are wished for and nowhere else.
 */
export function carriesJwks(
	files: readonly OutputFile[],
	material: Material,
	{ withKey }: Wish,
): boolean {
	const { certificates, keys, publicKeys } = material;
	const known = new Set([
		...certificates.map(({ facts }) => facts.publicKeySha256),
		...publicKeys.map(({ facts }) => facts.publicKeySha256),
		...keys.map(({ publicKey }) => publicKey),
	]);
	const byCurve = namesByCurve(material);
	const ders = new Set(certificates.map(({ der }) => Buffer.from(der).toString('base64')));
	const found = new Map<string | undefined, KeyObject>();
	for (const { x5c = [], ...key } of files.flatMap(jwksIn)) {
		const half =
			key.d === undefined
				? createPublicKey({ key, format: 'jwk' })
				: createPrivateKey({ key, format: 'jwk' });
		const read = publicKeyOf(half);
		const name = byCurve.get(read) ?? read;
		if (!known.has(name) || !x5c.every((one) => ders.has(one))) return false;
		found.set(name, half);
	}
	const wanted = withKey ? 'private' : 'public';
	return keys.every(({ opened, publicKey }) => !opened || found.get(publicKey)?.type === wanted);
}

/** A JWK names its curve where certificate or key may have it spelled out: by its name in the one, its name in the other. */
function namesByCurve({ certificates, publicKeys, keys }: Material): ReadonlyMap<string, string> {
	const halves = [
		...spelledOut(certificates).map(({ der }) => new X509Certificate(der).publicKey),
		...spelledOut(publicKeys).map(({ der }) =>
			createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }),
		),
		...spelledOut(keys).flatMap(({ opened }) => (opened ? createPublicKey(opened) : [])),
	];
	return new Map(
		halves.map((half) => {
			const key = half.export({ format: 'jwk' });
			return [publicKeyOf(createPublicKey({ key, format: 'jwk' })), publicKeyOf(half)];
		}),
	);
}

function spelledOut<I extends { readonly facts: { readonly curve?: string } }>(
	items: readonly I[],
): readonly I[] {
	return items.filter(({ facts }) => facts.curve === 'explicit');
}

function jwksIn({ content }: OutputFile): readonly JwkMembers[] {
	const parsed = JSON.parse(String(content)) as JwkMembers & { readonly keys?: JwkMembers[] };
	return parsed.keys ?? [parsed];
}
