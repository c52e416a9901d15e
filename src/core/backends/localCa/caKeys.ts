/** The CA's private keys, as PKCS #8 PEM: in the secret storage, or in a file where that does not last. */
import type { BackendHost } from '../backend.js';

export interface CaKeyTexts {
	readonly rootKey: string;
	readonly issuingKey: string;
}

export type CaKeyName = keyof CaKeyTexts;

const names: readonly CaKeyName[] = ['rootKey', 'issuingKey'];
const fileName = 'keys.json';

export class CaKeys {
	constructor(private readonly host: Pick<BackendHost, 'secrets' | 'files'>) {}

	async get(name: CaKeyName): Promise<string | undefined> {
		const file = await this.host.files.read(fileName);
		return (file === undefined ? undefined : keyIn(file, name)) ?? this.host.secrets.get(name);
	}

	/** Replaces what was there, in both places. */
	async store(keys: CaKeyTexts, place: 'secretStorage' | 'file'): Promise<void> {
		if (place === 'file') {
			await this.host.files.write(fileName, `${JSON.stringify(keys)}\n`);
			for (const name of names) await this.host.secrets.delete(name);
			return;
		}
		for (const name of names) await this.host.secrets.set(name, keys[name]);
		await this.host.files.delete(fileName);
	}

	async delete(): Promise<void> {
		for (const name of names) await this.host.secrets.delete(name);
		await this.host.files.delete(fileName);
	}
}

/** A file that cannot be read holds no key; what stands in it is not repeated anywhere. */
function keyIn(text: string, name: CaKeyName): string | undefined {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null) return undefined;
		const key: unknown = Object.entries(value).find(([field]) => field === name)?.[1];
		return typeof key === 'string' ? key : undefined;
	} catch {
		return undefined;
	}
}
