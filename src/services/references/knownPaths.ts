/** Values by the address of a file, which are found by the address of a folder above it as well. */
export class KnownPaths<Value> {
	readonly #values = new Map<string, Value>();
	/** By each folder above a key, without a slash at the end, the keys below it. */
	readonly #below = new Map<string, Set<string>>();

	get size(): number {
		return this.#values.size;
	}

	get(key: string): Value | undefined {
		return this.#values.get(key);
	}

	keys(): Iterable<string> {
		return this.#values.keys();
	}

	/** The key itself, where it is known, and all below it. */
	keysAt(key: string): readonly string[] {
		return [...(this.#values.has(key) ? [key] : []), ...(this.#below.get(key) ?? [])];
	}

	/** Keys are addresses with `/` between folders. */
	set(key: string, value: Value): void {
		const isNew = !this.#values.has(key);
		this.#values.set(key, value);
		if (!isNew) return;
		for (const folder of foldersAbove(key)) {
			const keys = this.#below.get(folder);
			if (keys) keys.add(key);
			else this.#below.set(folder, new Set([key]));
		}
	}

	/** Forgets the key and all below it; answers which were known. Costs as much as it forgets, however many there are. */
	drop(key: string): readonly string[] {
		const keys = this.keysAt(key);
		for (const each of keys) {
			this.#values.delete(each);
			for (const folder of foldersAbove(each)) {
				const below = this.#below.get(folder);
				below?.delete(each);
				if (below?.size === 0) this.#below.delete(folder);
			}
		}
		return keys;
	}

	clear(): void {
		this.#values.clear();
		this.#below.clear();
	}
}

function* foldersAbove(key: string): Generator<string> {
	for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
		yield key.slice(0, end);
	}
}
