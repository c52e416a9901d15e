/** A text without the user names and passwords of the addresses in it (RFC 3986, 3.2.1). */
export function withoutCredentials(text: string): string {
	return text.replace(/(?<=:\/\/)[^/?#\s]*@/g, '');
}
