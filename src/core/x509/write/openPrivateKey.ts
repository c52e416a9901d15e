/** Private keys that a password protects. */
import { createPrivateKey } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { PkiError } from '../../common/errors.js';
import { firstPemDer, toPem } from '../../find/pem.js';
import { openEncryptedKey } from '../containers/encryptedKey.js';
import { readPkcs8 } from '../keys/key.js';

/**
 * Answers the key as PKCS #8 PEM without a password. Rejects with `invalid`: `keyPasswordWrong`, or `key` where there
 * is no password and the key cannot be read; and for encrypted PKCS #8 as `openEncryptedKey`. What the library says may hold
 * parts of the key, so it is not passed on.
 */
export async function openPrivateKey(
	pem: string,
	password: string | undefined,
	signal?: AbortSignal,
): Promise<string> {
	if (password !== undefined) {
		const encrypted = firstPemDer(pem, 'ENCRYPTED PRIVATE KEY');
		return encrypted ? openPkcs8(encrypted, password, signal) : decrypt(pem, password);
	}
	return pkcs8Pem(pem);
}

function pkcs8Pem(pem: string): string {
	try {
		return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
	} catch {
		throw new PkiError('invalid', { reason: 'key' });
	}
}

async function openPkcs8(
	encrypted: Uint8Array,
	password: string,
	signal: AbortSignal | undefined,
): Promise<string> {
	const key = await openEncryptedKey(encrypted, password, signal);
	// Another password may, rarely, give bytes that look like something.
	if (!key || 'fault' in readPkcs8(key))
		throw new PkiError('invalid', { reason: 'keyPasswordWrong' });
	return pkcs8Pem(toPem('PRIVATE KEY', key));
}

/** Passwords are stretched for up to a second, without a pause: in a thread of its own, nothing else waits for it. */
function decrypt(pem: string, password: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(program, {
			eval: true,
			workerData: { pem, password },
			// Nothing of this process is needed there.
			env: {},
		});
		const fail = () => reject(new PkiError('invalid', { reason: 'keyPasswordWrong' }));
		worker.once('message', (opened: unknown) => {
			if (typeof opened === 'string') resolve(opened);
			else fail();
		});
		worker.once('error', fail);
		worker.once('exit', fail);
	});
}

/** CommonJS, as a worker that is made from text runs it. */
const program = `
const { createPrivateKey } = require('node:crypto');
const { parentPort, workerData } = require('node:worker_threads');
try {
	const { pem, password } = workerData;
	const key = createPrivateKey({ key: pem, format: 'pem', passphrase: password });
	parentPort.postMessage(key.export({ type: 'pkcs8', format: 'pem' }));
} catch {
	parentPort.postMessage(null);
}
`;
