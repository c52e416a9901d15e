/** The CA's private keys, as PKCS #8 PEM: in the secret storage, or in a file where that does not last. */
import { PkiError } from '../../common/errors.js';
import type { BackendHost } from '../contract/backend.js';

export interface CaKeyTexts {
	readonly rootKey: string;
	readonly issuingKey: string;
}

export type CaKeyName = keyof CaKeyTexts;

/** Both keys in one secret, so that they are replaced together or not at all. */
const secretName = 'caKeys';
const fileName = 'keys.json';

export class CaKeys {
	constructor(private readonly host: Pick<BackendHost, 'secrets' | 'files'>) {}

	async get(name: CaKeyName): Promise<string | undefined> {
		return (
			keyIn(await this.host.files.read(fileName), name) ??
			keyIn(await this.host.secrets.get(secretName), name)
		);
	}

	/** Replaces what was there, in both places. Rejects with `keyLost`, reason `notKept`, where the storage refuses. */
	async store(keys: CaKeyTexts, place: 'secretStorage' | 'file'): Promise<void> {
		const text = `${JSON.stringify(keys)}\n`;
		if (place === 'file') {
			await this.host.files.write(fileName, text);
			await this.host.secrets.delete(secretName);
			return;
		}
		await this.host.secrets.set(secretName, text).catch((error: unknown) => {
			throw new PkiError('keyLost', { reason: 'notKept', cause: error });
		});
		await this.host.files.delete(fileName);
	}

	async delete(): Promise<void> {
		await this.host.secrets.delete(secretName);
		await this.host.files.delete(fileName);
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
