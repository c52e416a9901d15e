/** What keys are called, in no language. */
import type { KeyFacts } from '../model.js';
import { postQuantumSpelling } from './postQuantum.js';

const names: Readonly<Record<string, string>> = {
	ec: 'EC',
	rsa: 'RSA',
	'rsa-pss': 'RSA-PSS',
	dsa: 'DSA',
	ed25519: 'Ed25519',
	ed448: 'Ed448',
	x25519: 'X25519',
	x448: 'X448',
};

/** `EC`, `RSA`, `Ed25519`, `ML-KEM-768`; of what is not known its OID. */
export function keyTypeName(keyType: string): string {
	return names[keyType] ?? postQuantumSpelling(keyType) ?? keyType;
}

/** `EC P-256`, `RSA 2048`, `Ed25519`. */
export function keyName({ keyType, keyBits, curve }: KeyFacts): string {
	const isSized = /^(?:rsa|rsa-pss|dsa)$/.test(keyType);
	const detail = keyType === 'ec' ? (curve ?? keyBits) : isSized ? keyBits : undefined;
	return [keyTypeName(keyType), detail].filter((part) => part !== undefined).join(' ');
}
