/** What begins or stands in every text that the table of TLS errors (`core/tls/explain`) knows. */
const words =
	/ssl|tls|x509|cert|altname|handshake|alert|verif|curl: \(|pkcs12|keystore|wrong tag|cipher|protocol|version number|packet len|https|frame size|corrupt|\beof\b|hang up|\bcrl\b|subtree|critical ext|key (?:usage|values|too)|mismatch|pkix|subject alt|depth lookup|path length|self.signed|too weak|private key|client identity|enoent|eacces|no such file|permission denied|pfx|ca-file|crl-file|rejects tag|routines:/i;
const codes = /\bE[A-Z]{3}|[A-Z]{2}_[A-Z]{2}/;

/**
 * Whether a line may speak of a TLS error: cheap enough for every line of a terminal, and small enough to be there at the
 * start, when the table is not.
 */
export function mayExplain(line: string): boolean {
	return codes.test(line) || words.test(line);
}
