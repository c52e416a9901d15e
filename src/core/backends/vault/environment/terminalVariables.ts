/** The variables by which `bao` and `vault` reach the server of a connection (tried with `bao`). */

/** Field of a connection → variable, without its prefix. */
const ofFields: readonly (readonly [field: string, name: string])[] = [
	['address', 'ADDR'],
	['namespace', 'NAMESPACE'],
	['caFile', 'CACERT'],
	['clientCertificateFile', 'CLIENT_CERT'],
	['clientKeyFile', 'CLIENT_KEY'],
	['serverName', 'TLS_SERVER_NAME'],
];

/** What would lead elsewhere, trust others, switch off the check, or go before a file. */
const hidden = [
	...['AGENT_ADDR', 'CAPATH', 'CACERT_BYTES', 'CLIENT_CERT_BYTES', 'CLIENT_KEY_BYTES'],
	'SKIP_VERIFY',
];

/**
 * With the prefixes of both programs, for each reads the other's where its own is not set. An empty value takes a
 * variable out of effect: a terminal may have inherited one for another server.
 *
 * @param token Undefined: none goes along, and an inherited one, which is another server's, does not either.
 */
export function terminalVariables(
	fields: Readonly<Record<string, string>>,
	token: string | undefined,
): Readonly<Record<string, string>> {
	const values: readonly (readonly [name: string, value: string])[] = [
		...ofFields.map(([field, name]) => [name, fields[field] ?? ''] as const),
		...hidden.map((name) => [name, ''] as const),
		['TOKEN', token ?? ''],
	];
	return Object.fromEntries(
		values.flatMap(([name, value]) => [
			[`BAO_${name}`, value],
			[`VAULT_${name}`, value],
		]),
	);
}
