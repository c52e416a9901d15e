/** Private keys on their way from one format to another: opened where a password was given, else as they stand. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { isPkiError, PkiError } from '../common/errors.js';
import { contentOf } from '../diagnostics/fixes/placeOfBlock.js';
import { privateKeyLabel, toPem } from '../find/pem.js';
import { hashHex } from '../x509/keys/spki.js';
import type { DecodedBlock } from '../x509/block.js';
import type { PrivateKeyFacts } from '../x509/model.js';
import { openPrivateKey } from '../x509/write/openPrivateKey.js';

export interface KeyMaterial {
	readonly facts: PrivateKeyFacts;
	readonly der: Uint8Array;
	/** With RFC 1421 headers where it has them. */
	readonly pem: string;
	/** Absent where it is encrypted and no password was given, and for kinds that this build does not know. */
	readonly opened?: KeyObject;
	/** SHA-256 of its public half, hex; absent where nothing tells it. */
	readonly publicKey?: string;
	/** What its key store calls it. */
	readonly entryName?: string;
}

/** Rejects with `invalid` (`keyPasswordRefused`, `keyForm`), and as `openEncryptedKey`. `text` is what the block's offsets count in. */
export async function readKey(
	block: DecodedBlock & { readonly facts: PrivateKeyFacts; readonly der: Uint8Array },
	text: string | undefined,
	password: string | undefined,
	signal?: AbortSignal,
): Promise<KeyMaterial> {
	const { facts, der } = block;
	const pem = keyPem(block, text);
	if (!isOpenable(facts)) return { facts, der, pem, ...openedPart(facts, pem) };
	if (password === undefined || password === '') return { facts, der, pem };
	const opened = createPrivateKey(await decrypted(pem, password, signal));
	return { facts, der, pem, opened, publicKey: publicKeyOf(opened) };
}

/** Whether a password opens it. OpenSSH's own format is kept as it is. */
export function isOpenable({ encrypted, format }: PrivateKeyFacts): boolean {
	return encrypted && format !== 'openssh';
}

/** SHA-256 of the SubjectPublicKeyInfo, hex, as facts have it. Of a private key its public half's. */
export function publicKeyOf(key: KeyObject): string {
	const half = key.type === 'private' ? createPublicKey(key) : key;
	return hashHex('sha256', half.export({ type: 'spki', format: 'der' }));
}

/** PEM of a private key as it stands. A traditional encrypted one says in its headers how, and they stand in the text only. */
export function keyPem(
	block: DecodedBlock & { readonly facts: PrivateKeyFacts; readonly der: Uint8Array },
	text: string | undefined,
): string {
	const { facts, der } = block;
	const isTraditional = facts.encrypted && facts.format !== 'pkcs8';
	const found = isTraditional && text !== undefined ? contentOf(text, block) : undefined;
	return toPem(privateKeyLabel(facts), der, found?.headers);
}

function openedPart(
	{ publicKeySha256 }: PrivateKeyFacts,
	pem: string,
): Pick<KeyMaterial, 'opened' | 'publicKey'> {
	try {
		const opened = createPrivateKey(pem);
		return { opened, publicKey: publicKeySha256 ?? publicKeyOf(opened) };
	} catch {
		// Kinds that this build does not know, such as OpenSSH's own format, are kept as they are.
		return publicKeySha256 === undefined ? {} : { publicKey: publicKeySha256 };
	}
}

const ownReasons = new Map<string | undefined, string>([
	['keyPasswordWrong', 'keyPasswordRefused'],
	['key', 'keyForm'],
]);

async function decrypted(
	pem: string,
	password: string,
	signal: AbortSignal | undefined,
): Promise<string> {
	try {
		return await openPrivateKey(pem, password, signal);
	} catch (error) {
		// These errors' sentences speak of a CA's key.
		const reason = isPkiError(error) ? ownReasons.get(error.reason) : undefined;
		throw reason === undefined ? error : new PkiError('invalid', { reason });
	}
}
