/** Makes a value when it is first asked for, and keeps it: for code that `activate()` must not load. */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => (made ??= make());
}
