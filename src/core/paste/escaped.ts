/** PEM as one line: `\n` in place of line breaks, which JSON, `.env` files and most languages read as such. */
export function escapedPem(pem: string): string {
	return pem.replace(/\r\n|\r|\n/g, '\\n');
}
