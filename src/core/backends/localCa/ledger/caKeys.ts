/** The CA's private keys, as PKCS #8 PEM: in the secret storage, or in a file where that does not last. */
import { createHash, createPublicKey } from 'node:crypto';
import { PkiError } from '../../../common/errors.js';
import { readCertificate } from '../../../x509/certificate.js';
import type { BackendHost } from '../../contract/backend.js';
import type { AuthorityEntry } from './entries.js';

export interface CaKeyTexts {
	/** Absent where the root was made elsewhere, or signs certificates itself. */
	readonly rootKey?: string;
	readonly issuingKey: string;
}

export type CaKeyName = keyof CaKeyTexts;

/** What a CA's keys belong to. */
export type KeyHolder = Pick<AuthorityEntry, 'issuing'>;

/**
 * Both keys in one secret, so that they are replaced together or not at all. Behind it stands the issuing key's hash:
 * all machines that an editor connects to share its secret storage, while each has files, and so a CA, of its own.
 */
const secretName = 'caKeys';
const fileName = 'keys.json';

export class CaKeys {
	constructor(private readonly host: Pick<BackendHost, 'secrets' | 'files'>) {}

	async get(holder: KeyHolder, name: CaKeyName): Promise<string | undefined> {
		return (
			keyIn(await this.host.files.read(fileName), name) ?? keyIn(await this.#secret(holder), name)
		);
	}

	/**
	 * Keeps the keys of an authority and forgets those of the one it replaces, in both places. Rejects with `keyLost`,
	 * reason `notKept`, where the storage refuses.
	 */
	async store(
		keys: CaKeyTexts,
		holder: KeyHolder,
		place: 'secretStorage' | 'file',
		replaced: readonly KeyHolder[],
	): Promise<void> {
		const text = `${JSON.stringify(keys)}\n`;
		const name = nameFor(holder);
		if (place === 'file') await this.host.files.write(fileName, text);
		else {
			await this.host.secrets.set(name, text).catch((error: unknown) => {
				throw new PkiError('keyLost', { reason: 'notKept', cause: error });
			});
			await this.host.files.delete(fileName);
		}
		const isKept = (other: KeyHolder) => place === 'secretStorage' && nameFor(other) === name;
		await this.#deleteSecrets(replaced.filter((other) => !isKept(other)));
	}

	async delete(holders: readonly KeyHolder[]): Promise<void> {
		await this.#deleteSecrets(holders);
		await this.host.files.delete(fileName);
	}

	async #secret(holder: KeyHolder): Promise<string | undefined> {
		const { secrets } = this.host;
		const name = nameFor(holder);
		const own = await secrets.get(name);
		if (own !== undefined) return own;
		const unnamed = await secrets.get(secretName);
		// Another window may have moved it in between.
		if (!belongs(unnamed, holder)) return secrets.get(name);
		await secrets.set(name, unnamed);
		await secrets.delete(secretName);
		return unnamed;
	}

	async #deleteSecrets(holders: readonly KeyHolder[]): Promise<void> {
		const { secrets } = this.host;
		for (const holder of holders) await secrets.delete(nameFor(holder));
		const unnamed = await secrets.get(secretName);
		if (holders.some((holder) => belongs(unnamed, holder))) await secrets.delete(secretName);
	}
}

function nameFor({ issuing }: KeyHolder): string {
	const { publicKeySha256 } = readCertificate(Buffer.from(issuing, 'base64'));
	return `${secretName}.${publicKeySha256.slice(0, 32)}`;
}

/** Whether a secret without a name, as version 0.1 wrote it for every machine, holds this authority's key. */
function belongs(text: string | undefined, { issuing }: KeyHolder): text is string {
	const pem = keyIn(text, 'issuingKey');
	if (pem === undefined) return false;
	try {
		const publicKey = createPublicKey(pem).export({ type: 'spki', format: 'der' });
		const hash = createHash('sha256').update(publicKey).digest('hex');
		return hash === readCertificate(Buffer.from(issuing, 'base64')).publicKeySha256;
	} catch {
		// No key can be read there, so it is nobody's; what stands there is not repeated anywhere.
		return false;
	}
}

/** What cannot be read holds no key; what stands in it is not repeated anywhere. */
function keyIn(text: string | undefined, name: CaKeyName): string | undefined {
	if (text === undefined) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null) return undefined;
		const key: unknown = Object.entries(value).find(([field]) => field === name)?.[1];
		return typeof key === 'string' ? key : undefined;
	} catch {
		return undefined;
	}
}
