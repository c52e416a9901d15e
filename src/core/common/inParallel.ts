/** Runs a task for each item, a few at a time, and keeps their order. The first failure rejects and starts no more. */
export async function inParallel<T, R>(
	items: readonly T[],
	width: number,
	task: (item: T) => Promise<R>,
): Promise<R[]> {
	const results = new Array<R>(items.length);
	let queue = [...items.entries()].reverse();
	const worker = async () => {
		for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
			const [index, item] = entry;
			try {
				results[index] = await task(item);
			} catch (error) {
				queue = [];
				throw error;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
	return results;
}
