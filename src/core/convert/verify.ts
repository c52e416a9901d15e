/** Whether what was written is what was read: read back by our own reader before anything goes into a file. */
import { createHash, createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import { publicKeyOf } from './keyMaterial.js';
import { type Material, readMaterial } from './material.js';
import { publicItems } from './publicItems.js';
import type { OutputFile } from './target.js';

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

/** Reads JWKs and JWK Sets back by node:crypto: each key is one of the material's, and so is each certificate. */
export function carriesJwks(
	files: readonly OutputFile[],
	{ certificates, keys, publicKeys }: Material,
): boolean {
	const known = new Set([
		...certificates.map(({ facts }) => facts.publicKeySha256),
		...publicKeys.map(({ facts }) => facts.publicKeySha256),
		...keys.map(({ publicKey }) => publicKey),
	]);
	const ders = new Set(certificates.map(({ der }) => Buffer.from(der).toString('base64')));
	return files.flatMap(jwksIn).every((jwk) => {
		const { x5c = [], ...key } = jwk;
		const half =
			key.d === undefined
				? createPublicKey({ key, format: 'jwk' })
				: createPrivateKey({ key, format: 'jwk' });
		return known.has(publicKeyOf(half)) && x5c.every((one) => ders.has(one));
	});
}

function jwksIn({ content }: OutputFile): readonly JwkMembers[] {
	const parsed = JSON.parse(String(content)) as JwkMembers & { readonly keys?: JwkMembers[] };
	return parsed.keys ?? [parsed];
}
