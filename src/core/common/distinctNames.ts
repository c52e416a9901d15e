/** Above it names that were cut may be tried more than once. */
const largestNumber = 999_999;

/**
 * Names of which no two are the same, whatever their case: one that is taken is numbered, from 2 on. Linear, also where all
 * are equal.
 *
 * @param numbered A name with a number, which may be cut to make room for it.
 */
export function distinctNames(
	names: readonly string[],
	numbered: (name: string, number: number) => string,
): readonly string[] {
	const taken = new Set<string>();
	/** The number to go on with, of all names that may be the same once they are cut. */
	const counts = new Map<string, number>();
	return names.map((name) => {
		let found = name;
		if (taken.has(name.toLowerCase())) {
			const stem = numbered(name, largestNumber).toLowerCase();
			let count = counts.get(stem) ?? 2;
			for (; taken.has(found.toLowerCase()); count += 1) found = numbered(name, count);
			counts.set(stem, count);
		}
		taken.add(found.toLowerCase());
		return found;
	});
}
