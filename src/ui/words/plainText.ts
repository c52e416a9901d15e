/**
 * Text from a certificate or a server, fit for a notification or a question: one line, no control or direction
 * characters, no Markdown link (VS Code draws `[text](target)` in notifications as a link), and not endless.
 */
export function plainText(text: string, maxLength = 200): string {
	const line = text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.replace(/\p{Cf}/gu, '')
		.replaceAll('](', '] (')
		.trim();
	const characters = [...line];
	return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line;
}
