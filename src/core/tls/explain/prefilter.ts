/** Cheap enough for every line of a terminal, and small enough to be there at the start. */

/**
 * Whether a line may speak of a TLS error; everything that the table knows passes. Kept apart from the table, which is
 * loaded only for lines that pass.
 */
export function mayExplain(line: string): boolean {
	return /ssl|tls|x509|cert|curl: \(|alert|\bE[A-Z]{4}|ERR_|verify|altname|socket hang|key|eof|pem|crl|subtree|handshake|protocol|lookup/i.test(
		line,
	);
}
