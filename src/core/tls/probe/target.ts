/** The server that a text names: a URL, `host:port`, or a host alone. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { PkiError } from '../../common/errors.js';
import type { StartTlsProtocol } from './model.js';

export interface ProbeTarget {
	/** ASCII, without brackets. */
	readonly host: string;
	readonly port: number;
	readonly startTls?: StartTlsProtocol;
}

/** Ports that a scheme stands for, and whether TLS begins after some words in clear. */
const schemes: Readonly<Record<string, readonly [port: number, startTls?: StartTlsProtocol]>> = {
	https: [443],
	http: [80],
	wss: [443],
	grpcs: [443],
	ldaps: [636],
	ldap: [389, 'ldap'],
	smtps: [465],
	smtp: [587, 'smtp'],
	imaps: [993],
	pop3s: [995],
	postgres: [5432, 'postgresql'],
	postgresql: [5432, 'postgresql'],
	mysql: [3306, 'mysql'],
	rediss: [6379],
	redis: [6379],
	amqps: [5671],
	mqtts: [8883],
	nats: [4222],
	tls: [4222],
	vault: [8200],
};

/** Ports on which TLS begins in the middle, where no scheme says otherwise. */
const portProtocols: ReadonlyMap<number, StartTlsProtocol> = new Map([
	[25, 'smtp'],
	[587, 'smtp'],
	[389, 'ldap'],
	[3268, 'ldap'],
	[5432, 'postgresql'],
	[3306, 'mysql'],
]);

export function startTlsOf(port: number): StartTlsProtocol | undefined {
	return portProtocols.get(port);
}

/** Rejects with `invalid`, reason `notTarget`. A user name, a password, a path and a query are passed over. */
export function parseTarget(text: string): ProbeTarget {
	const trimmed = text.trim();
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
	const known = scheme === undefined ? undefined : schemes[scheme];
	// Of schemes that are none of the web's, `URL` reads no default port and leaves the host as it is.
	const place = scheme === undefined ? bracketed(trimmed) : trimmed.slice(scheme.length + 3);
	const url = `https://${place}`;
	// Of a URL without a host, `URL` takes the first part of the path for it.
	const isEmpty = /^[/\\?#]|^$/.test(place);
	if (isEmpty || /\s/.test(trimmed) || !URL.canParse(url)) throw notTarget(trimmed);
	const { hostname, port } = new URL(url);
	const host = hostname.replace(/^\[|\]$/g, '');
	if (host === '' || (isIP(host) === 0 && domainToASCII(host) === '')) throw notTarget(trimmed);
	// The URL is read as one of the web, of which the default port is left out.
	const [authority = ''] = place.split(/[/?#]/, 1);
	const written = /:(\d+)$/.exec(authority)?.[1];
	const number = written ?? (port === '' ? String(known?.[0] ?? 443) : port);
	if (Number(number) < 1 || Number(number) > 65535) throw notTarget(trimmed);
	const startTls = known ? known[1] : scheme === undefined ? startTlsOf(Number(number)) : undefined;
	return { host, port: Number(number), ...(startTls && { startTls }) };
}

/** An IPv6 address may stand alone. */
function bracketed(text: string): string {
	return isIP(text) === 6 ? `[${text}]` : text;
}

function notTarget(text: string): PkiError {
	return new PkiError('invalid', { reason: 'notTarget', args: { target: withoutUser(text) } });
}

/** Without user name and password, which are not shown, wherever they may end. */
export function withoutUser(text: string): string {
	return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1');
}

/** As a person writes it. */
export function targetText({ host, port }: Pick<ProbeTarget, 'host' | 'port'>): string {
	return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** The URL or `host:port` that stands at a place of a line; undefined where there is none. */
export function targetAt(line: string, character: number): string | undefined {
	const pattern =
		/[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'`<>()[\]{},;]+(?:\[[0-9a-f:.]+\][^\s"'`<>]*)?|[a-z0-9][a-z0-9.-]{0,252}:\d{1,5}(?!\d)/gi;
	const from = Math.max(0, character - longestUrl);
	const part = line.slice(from, character + longestUrl);
	for (const match of part.matchAll(pattern)) {
		const start = from + match.index;
		if (start <= character && character <= start + match[0].length) return match[0];
	}
	return undefined;
}

/** More than an address has that somebody typed. */
const longestUrl = 2000;
