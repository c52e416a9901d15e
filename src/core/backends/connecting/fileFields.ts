import type { IssuingCall } from '../contract/renewal.js';

const names = ['caFile', 'clientCertificateFile', 'clientKeyFile', 'serverName'] as const;

/** The files and the name by which other programs reach the same server, as far as the connection has them. */
export function fileFields(
	fields: Readonly<Record<string, string>>,
): Pick<IssuingCall, (typeof names)[number]> {
	const given = names.filter((name) => (fields[name] ?? '') !== '');
	return Object.fromEntries(given.map((name) => [name, fields[name]]));
}
