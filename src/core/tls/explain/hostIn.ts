/** The server that an error names. */

export interface Place {
	readonly host?: string;
	readonly port?: number;
}

const name = String.raw`(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[\w.-]{0,252}\w)?)`;

/** In the order in which they are believed. Each begins with a fixed word, so that they take linear time. */
const forms: readonly RegExp[] = [
	new RegExp(
		String.raw`\b(?<scheme>https|wss)://(?:[^\s/@:]{1,64}(?::[^\s/@]{1,64})?@)?(?<host>${name})(?::(?<port>\d{1,5}))?`,
		'i',
	),
	// Node writes an IPv6 address without brackets; what stands behind its last colon is the port.
	/\bconnect E[A-Z]{3,20} (?<host>[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}):(?<port>\d{1,5})\b/i,
	new RegExp(
		String.raw`(?:\bconnect E[A-Z]{3,20}|\bdial tcp|-connect|connect to|connection to|connecting to) (?<host>${name})(?:(?::| port )(?<port>\d{1,5}))?`,
		'i',
	),
	new RegExp(
		String.raw`\b(?:getaddrinfo E[A-Z_]{3,20}|lookup|resolve host:) (?<host>${name})`,
		'i',
	),
	new RegExp(
		String.raw`\b(?:host|hostname|address|servername)['"]?\s?[:=]\s?['"](?<host>${name})['"](?:,?\s?['"]?port['"]?\s?[:=]\s?(?<port>\d{1,5}))?`,
		'i',
	),
	new RegExp(String.raw`\bHost: (?<host>${name})\. is `, 'i'),
	new RegExp(
		String.raw`\b(?<host>localhost|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}):(?<port>\d{2,5})\b`,
		'i',
	),
];

/** Nothing where none is named. `https` without a port means 443. */
export function hostIn(text: string): Place {
	const line = text.slice(0, 20_000);
	for (const form of forms) {
		const groups = form.exec(line)?.groups;
		const host = groups?.['host']?.replace(/^\[|\]$/g, '');
		if (host === undefined) continue;
		const port = Number(groups?.['port'] ?? (groups?.['scheme'] === undefined ? 0 : 443));
		return port > 0 && port < 65_536 ? { host, port } : { host };
	}
	return {};
}
