/**
 * Which field of a request the server's words are about; names as in the contract's requests. The order matters: a
 * sentence about a lifetime names the CA as well. Words: sdk/helper/certutil and builtin/logical/pki of both servers.
 */
const words: readonly (readonly [pattern: RegExp, field: string])[] = [
	[/\bttl\b|notAfter|not_after|\blifetime/i, 'ttl'],
	[/common.name/i, 'commonName'],
	[/subject alternat|alt_names|ip_sans|uri_sans|email address|hostname .*not allowed/i, 'altNames'],
	[/key.(type|bits|length|size)|\bkeys? of type|-bit key/i, 'keyType'],
	[/max_path_length|path length/i, 'maxPathLength'],
	[/issuer.name/i, 'issuerName'],
	[/allowed_domains/i, 'domains'],
	[/allowed_uri_sans/i, 'uris'],
];

/** Undefined where they name none. */
export function refusedField(messages: readonly string[]): string | undefined {
	return words.find(([pattern]) => messages.some((message) => pattern.test(message)))?.[1];
}
