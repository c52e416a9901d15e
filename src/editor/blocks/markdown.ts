import { visible } from '../../ui/words/visible.js';

/**
 * Any text as text in Markdown: no markup, no link (also none that is made of a bare address), no HTML, no entity and
 * no line break comes of it. CommonMark, 2.4: a backslash before ASCII punctuation makes it literal.
 */
export function escaped(text: string): string {
	return visible(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** `[label](command:…)`; the arguments go through JSON. */
export function commandLink(label: string, command: string, args: readonly unknown[]): string {
	const query = encodeURIComponent(JSON.stringify(args)).replace(/[()'*!]/g, hexOf);
	return `[${escaped(label)}](command:${command}?${query})`;
}

/** Characters that `encodeURIComponent` leaves and that end a link's address. */
function hexOf(character: string): string {
	return `%${character.charCodeAt(0).toString(16)}`;
}
