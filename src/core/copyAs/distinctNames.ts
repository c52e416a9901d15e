import { objectName } from './forms/kubernetesSecret.js';

/** Names of objects in one manifest, of which a second one of a name would replace the first: `a`, `a-2`. */
export function distinctNames(names: readonly string[]): readonly string[] {
	const taken = new Set<string>();
	return names.map((given) => {
		const name = objectName(given);
		let distinct = name;
		for (let count = 2; taken.has(distinct); count += 1) {
			const suffix = `-${count}`;
			distinct = objectName(name.slice(0, 253 - suffix.length) + suffix);
		}
		taken.add(distinct);
		return distinct;
	});
}
