/** `[::1]:8443`, or the host alone. */
export function placeWords(host: string, port: number | undefined): string {
	const name = host.includes(':') ? `[${host}]` : host;
	return port === undefined ? name : `${name}:${port}`;
}
