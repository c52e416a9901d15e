/** What is imported as an issuer: CA certificates and, where the user has them, their keys. */
import { PkiError } from '../../../core/common/errors.js';
import { decode } from '../../../core/decode/decode.js';
import { privateKeyLabel, toPem } from '../../../core/find/pem.js';

export interface CaBundle {
	/** Holds the private keys, so it is never logged or shown. */
	readonly pem: string;
	/** Names of the CA certificates. */
	readonly names: readonly string[];
	readonly keys: number;
	/** Public keys (SHA-256) of the private keys that belong to none of the certificates; of a key alone, none. */
	readonly foreignKeys: readonly string[];
}

/**
 * Reads PEM or DER. Rejects with `invalid`, reason `bundle`: `args.fault` is `noCa`, `notCa` (with `name`),
 * `encryptedKey`, or the fault of a damaged block.
 */
export function readCaBundle(content: Uint8Array): CaBundle {
	const names: string[] = [];
	const parts: string[] = [];
	const certified = new Set<string>();
	const publicKeys: string[] = [];
	let keys = 0;
	for (const block of decode(content)) {
		// `EC PARAMETERS`, which OpenSSL writes before an EC key, is no part of what is imported.
		if (block.error?.code === 'unknownLabel') continue;
		if (block.error) throw refusal(block.error.code);
		const { facts, der } = block;
		if (facts.kind === 'certificate') {
			if (!facts.isCa) throw refusal('notCa', facts.name);
			names.push(facts.name);
			certified.add(facts.publicKeySha256);
			parts.push(toPem('CERTIFICATE', der));
		} else if (facts.kind === 'privateKey') {
			if (facts.encrypted) throw refusal('encryptedKey');
			keys += 1;
			if (facts.publicKeySha256 !== undefined) publicKeys.push(facts.publicKeySha256);
			parts.push(toPem(privateKeyLabel(facts), der));
		}
	}
	if (names.length === 0 && keys === 0) throw refusal('noCa');
	const foreignKeys = names.length === 0 ? [] : publicKeys.filter((key) => !certified.has(key));
	return { pem: parts.join(''), names, keys, foreignKeys };
}

function refusal(fault: string, name = ''): PkiError {
	return new PkiError('invalid', { reason: 'bundle', args: { fault, name } });
}
