/** Which part of a path is the server's own; what stands before it is the path of a reverse proxy. */

/** The mounts that every server has (API documentation of Vault, "System backend", "Auth methods", …). */
const fixedMounts = new Set(['sys', 'auth', 'identity', 'cubbyhole']);

/** What follows a mount, of the PKI secrets engine and of the key-value one. */
const engineWords = new Set([
	...[
		'acme',
		'ca',
		'ca_chain',
		'cert',
		'certs',
		'config',
		'crl',
		'data',
		'issue',
		'issuer',
		'issuers',
	],
	...[
		'key',
		'keys',
		'metadata',
		'ocsp',
		'revoke',
		'role',
		'roles',
		'root',
		'sign',
		'sign-verbatim',
		'tidy',
	],
]);

/** `ui` alone or at the beginning, or `ui/vault/…`, as the web interface has it. */
export function isUiPath(segments: readonly string[], index: number): boolean {
	if (segments[index] !== 'ui') return false;
	const next = segments[index + 1];
	return index === 0 || next === undefined || next === 'vault';
}

/** `v1` at the end, or before a path that only the API has: a gateway may well serve Vault below `/v1/vault`. */
export function isApiPath(segments: readonly string[], index: number): boolean {
	if (segments[index] !== 'v1') return false;
	const [mount, ...rest] = segments.slice(index + 1);
	return (
		mount === undefined ||
		fixedMounts.has(mount) ||
		rest.some((segment) => engineWords.has(segment.toLowerCase()))
	);
}
