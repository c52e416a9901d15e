import type { KeyKind, RoleRules } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import type { KeyFacts } from '../../core/x509/model.js';

export const keyKinds: readonly KeyKind[] = ['P-256', 'P-384', 'RSA-2048', 'RSA-4096', 'Ed25519'];

const otherNames: Readonly<Record<string, KeyKind>> = {
	ec: 'P-256',
	ecdsa: 'P-256',
	ecp256: 'P-256',
	ec256: 'P-256',
	prime256v1: 'P-256',
	secp256r1: 'P-256',
	ecp384: 'P-384',
	ec384: 'P-384',
	secp384r1: 'P-384',
	rsa: 'RSA-2048',
};

/** A key kind by its name or by another usual one (`rsa2048`, `EC P-256`, `prime256v1`); undefined for others. */
export function parseKeyKind(text: string): KeyKind | undefined {
	const plain = text.toLowerCase().replace(/[\s_:-]/g, '');
	const wanted = plain.replace(/^ec(?=p\d)/, '');
	const named = keyKinds.find((kind) => kind.toLowerCase().replace('-', '') === wanted);
	return named ?? (Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined);
}

/**
 * The kinds of key that a role accepts in a request, the role's own first; all where it does not say. A role's
 * `keyBits` is a minimum for requests (Vault API, "Create/Update Role").
 */
export function keyKindsFor(rules: RoleRules): readonly KeyKind[] {
	const { keyType, keyBits = 0 } = rules;
	switch (keyType) {
		case 'ec':
			return atLeast(keyBits, { 'P-256': 256, 'P-384': 384 });
		case 'rsa':
			return atLeast(keyBits, { 'RSA-2048': 2048, 'RSA-4096': 4096 });
		case 'ed25519':
			return ['Ed25519'];
		default:
			return keyKinds;
	}
}

/** Rejects with `invalid` (reason `keyNotAllowed`) a kind of key that the role would refuse in a request. */
export function requireKindAllowed(rules: RoleRules, role: string, kind: KeyKind): void {
	if (!keyKindsFor(rules).includes(kind)) throw keyNotAllowed(rules, role);
}

/** The same for the key of a request that is there; of kinds that are not known here the server decides. */
export function requireKeyAllowed(rules: RoleRules, role: string, key: KeyFacts): void {
	const { keyType = 'any', keyBits: minimum = 0 } = rules;
	const known: readonly string[] = ['ec', 'rsa', 'ed25519'];
	if (!known.includes(keyType) || !known.includes(key.keyType)) return;
	const bits = key.keyBits ?? Number(/^P-(\d+)$/.exec(key.curve ?? '')?.[1] ?? minimum);
	if (key.keyType !== keyType || bits < minimum) throw keyNotAllowed(rules, role);
}

function keyNotAllowed({ keyType = '', keyBits = 0 }: RoleRules, role: string): PkiError {
	return new PkiError('invalid', { reason: 'keyNotAllowed', args: { role, keyType, keyBits } });
}

function atLeast(
	minimum: number,
	bits: Readonly<Partial<Record<KeyKind, number>>>,
): readonly KeyKind[] {
	return keyKinds.filter((kind) => (bits[kind] ?? 0) >= Math.max(minimum, 1));
}
