/**
 * Waits until the probe answers something; rejects with what was waited for. The patience is that of a machine on which other
 * windows are open.
 */
export async function eventually<T>(
	what: string,
	probe: () => T | undefined,
	patienceMs = 30_000,
): Promise<T> {
	const end = Date.now() + patienceMs;
	for (;;) {
		const found = probe();
		if (found !== undefined) return found;
		if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
