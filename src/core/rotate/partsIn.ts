import { generateKeyPairSync } from 'node:crypto';
import type { OldPair, PairPart } from './pair.js';
import { replaceAnywhere } from './replaceInFile.js';
import type { ReplaceOptions } from './replaceInText.js';

/** What of a pair would be replaced in a file: nothing where it holds nothing of it. Rejects as `replaceInFile`. */
export async function partsIn(
	bytes: Uint8Array,
	old: OldPair,
	options: ReplaceOptions,
): Promise<readonly PairPart[]> {
	// As if the same certificate had come again, with another key: what is written goes nowhere.
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	const found = await replaceAnywhere(bytes, old, { ...old, privateKeyPem }, options);
	return found?.parts ?? [];
}
