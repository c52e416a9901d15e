/** The kinds of key that Vault and OpenBao make and ask for, by the names that their fields take. */
import type { RoleRules } from '../contract/backend.js';

type KeyType = 'ec' | 'rsa' | 'ed25519' | 'any';

/** What servers take as `key_bits`, the default first. */
const sizes: Readonly<Record<KeyType, readonly number[]>> = {
	ec: [256, 224, 384, 521],
	rsa: [2048, 3072, 4096, 8192],
	ed25519: [],
	any: [],
};

export interface KeyRules {
	readonly keyType: KeyType;
	/** 0 where the type has no sizes: else a server would keep the size of the type before. */
	readonly keyBits: number;
}

export const keyTypes: readonly string[] = Object.keys(sizes);

export function isKeyType(text: string): text is KeyType {
	return Object.hasOwn(sizes, text);
}

/** Every kind as `keyText` writes it; `any` is for roles alone. */
export const keyTexts: readonly string[] = Object.entries(sizes).flatMap(([type, bits]) =>
	bits.length === 0 ? [type] : [...bits].sort((a, b) => a - b).map((size) => `${type}-${size}`),
);

/** `ec-256`, `rsa-3072`, `ed25519`, `any`; empty where the role does not say. */
export function keyText({ keyType, keyBits = 0 }: RoleRules): string {
	if (keyType === undefined) return '';
	const known = isKeyType(keyType) ? sizes[keyType] : [];
	if (isKeyType(keyType) && known.length === 0) return keyType;
	const bits = keyBits === 0 ? known[0] : keyBits;
	return bits === undefined ? keyType : `${keyType}-${bits}`;
}

/** Undefined for text that names no kind. A type alone has the servers' default size. */
export function keyOfText(text: string): KeyRules | undefined {
	const [type = '', bits, ...more] = text.split('-');
	if (!isKeyType(type) || more.length > 0) return undefined;
	const [standard = 0] = sizes[type];
	if (bits === undefined) return { keyType: type, keyBits: standard };
	const size = sizes[type].find((known) => String(known) === bits);
	return size === undefined ? undefined : { keyType: type, keyBits: size };
}

/** What servers take as bits; of a type that has no sizes they mind none. Without a type: all there are. */
export function keySizes(type: KeyType | undefined): readonly number[] {
	return type === undefined ? Object.values(sizes).flat() : sizes[type];
}

/** Whether a server takes these bits for the type; 0 is its default. */
export function areKeyBits(type: KeyType | undefined, bits: number): boolean {
	const known = keySizes(type);
	return bits === 0 || known.length === 0 || known.includes(bits);
}
