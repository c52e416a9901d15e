/** What files hold that were renewed. */
import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RotateResult } from '../../src/api.js';

/** Every file of a folder, with what it holds. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
	return Object.fromEntries(
		readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
	);
}

export const certificateIn = (file: string) => new X509Certificate(readFileSync(file));

export function assertPair(certificate: string, key: string): void {
	const own = createPrivateKey(readFileSync(key));
	assert.ok(certificateIn(certificate).checkPrivateKey(own));
}

export const verdicts = ({ checks }: RotateResult) =>
	Object.fromEntries(checks.map(({ name, ok }) => [name, ok]));
