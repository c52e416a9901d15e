/** For editor tests: the commands as other programs use them, and what their answers must never hold. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import * as vscode from 'vscode';
import type { IssuedFiles, PkiCommands } from '../../src/api.js';

type Listed = keyof PkiCommands;

/** Runs a command; no answer may hold a private key. */
export async function call<C extends Listed>(
	command: C,
	options: PkiCommands[C]['options'],
): Promise<PkiCommands[C]['result']> {
	const result = await vscode.commands.executeCommand<PkiCommands[C]['result']>(command, options);
	assert.doesNotMatch(JSON.stringify([result]), /PRIVATE KEY/);
	return result;
}

export interface Refusal {
	readonly code: string;
	readonly reason: string | undefined;
	readonly message: string;
}

/** What the call is refused with; fails when it is not refused. */
export async function refusal(answer: Promise<unknown>): Promise<Refusal> {
	const error: unknown = await answer.then(
		(value) => assert.fail(`It was not refused, but answered ${JSON.stringify(value)}`),
		(reason: unknown) => reason,
	);
	assert.ok(error instanceof Error && 'code' in error, String(error));
	const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : undefined;
	return { code: String(error.code), reason, message: error.message };
}

export async function codeOf(answer: Promise<unknown>): Promise<string> {
	return (await refusal(answer)).code;
}

export function certificatesIn(file: string): readonly X509Certificate[] {
	const blocks =
		readFileSync(file, 'utf8').match(/-----BEGIN[^]*?-----END CERTIFICATE-----/g) ?? [];
	return blocks.map((pem) => new X509Certificate(pem));
}

/** Permissions as `600`; undefined on Windows, which has none of the kind. */
export function modeOf(file: string): string | undefined {
	return process.platform === 'win32' ? undefined : (statSync(file).mode & 0o777).toString(8);
}

/** The whole set as a server and a client need it: the key fits, and the chain leads from the leaf to the root. */
export function checkFiles({ files, serialNumber, notAfter }: IssuedFiles): X509Certificate {
	const { certificate, key, chain, ca } = files;
	assert.ok(chain !== undefined && ca !== undefined);
	const [leaf] = certificatesIn(certificate);
	const [first, ...intermediates] = certificatesIn(chain);
	const roots = certificatesIn(ca);
	assert.ok(leaf && first && roots[0]);
	assert.equal(roots.length, 1);
	assert.equal(first.fingerprint256, leaf.fingerprint256);
	assert.equal(leaf.serialNumber.toLowerCase(), serialNumber);
	assert.equal(new Date(leaf.validTo).toISOString(), new Date(notAfter).toISOString());
	const path = [leaf, ...intermediates, roots[0], roots[0]];
	for (const [index, item] of path.slice(0, -1).entries()) {
		const issuer = path[index + 1];
		assert.ok(issuer && item.verify(issuer.publicKey), `certificate ${index} of the chain`);
	}
	assert.ok(
		intermediates.every(({ subject, issuer }) => subject !== issuer),
		'no root among what is sent',
	);
	if (key !== undefined) checkKey(key, leaf);
	return leaf;
}

function checkKey(file: string, leaf: X509Certificate): void {
	const own = createPublicKey(createPrivateKey(readFileSync(file)));
	assert.ok(own.equals(leaf.publicKey), 'the key belongs to the certificate');
	assert.ok(['600', undefined].includes(modeOf(file)), `the key's mode is ${String(modeOf(file))}`);
}
