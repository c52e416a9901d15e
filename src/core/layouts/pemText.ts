/** PEM blocks one after another, each with a line break at its end, whether or not a server sent one. */
export function pemText(blocks: readonly string[]): string {
	return blocks.map((block) => `${block.trim()}\n`).join('');
}
