/** A server's address as a URL without a path's last slash, or the code of what is wrong with it. */
export function parseAddress(text: string): URL | 'notUrl' | 'hasCredentials' {
	if (!URL.canParse(text.trim())) return 'notUrl';
	const url = new URL(text.trim());
	if (!['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
		return 'notUrl';
	}
	if (url.username !== '' || url.password !== '') return 'hasCredentials';
	return url;
}

/** A host that never leaves this machine, so that plain HTTP does no harm. */
export function isLoopbackHost(host: string): boolean {
	return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host);
}
