/** The server that a text names: the one reader of hosts and ports for everything that speaks TLS. */
import { isIP } from 'node:net';
import { PkiError } from '../common/errors.js';
import { unseenCharacter } from '../common/hiddenCharacters.js';
import type { StartTlsProtocol } from './probe/startTls/protocols.js';

export interface Place {
	/** ASCII, without brackets. A dot at its end is kept: DNS then looks for this very name. */
	readonly host: string;
	readonly port: number;
}

export interface TlsTarget extends Place {
	readonly startTls?: StartTlsProtocol;
}

/** Ports that a scheme stands for, and whether TLS begins after some words in clear. */
const schemes: Readonly<Record<string, readonly [port: number, startTls?: StartTlsProtocol]>> = {
	https: [443],
	http: [80],
	wss: [443],
	ws: [80],
	grpcs: [443],
	ldaps: [636],
	ldap: [389, 'ldap'],
	smtps: [465],
	smtp: [587, 'smtp'],
	imaps: [993],
	imap: [143],
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

/**
 * A URL, `host:port`, or a host alone, whose port is the scheme's, else 443. Rejects with `invalid`, reason `notTarget`. A
 * user name, a password, a path and a query are passed over; marks that nobody sees, which come along when text is copied,
 * too.
 */
export function parseTarget(text: string): TlsTarget {
	const seen = seenText(text);
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(seen)?.[1]?.toLowerCase();
	const known = scheme === undefined ? undefined : schemes[scheme];
	const rest = scheme === undefined ? seen : seen.slice(scheme.length + 3);
	const [authority = ''] = rest.split(/[/?#\\]/, 1);
	const place = authority.slice(authority.lastIndexOf('@') + 1);
	// An IPv6 address may stand alone.
	const found = readPlace(isIP(place) === 6 ? `[${place}]` : place, known?.[0] ?? 443);
	if (!found) throw notTarget(seen);
	const startTls = known ? known[1] : scheme === undefined ? startTlsOf(found.port) : undefined;
	return { ...found, ...(startTls && { startTls }) };
}

/** `host:port` as CONNECT has it (RFC 9110, 9.3.6): the port is written, and nothing stands beside. Undefined: it is none. */
export function parseAuthority(text: string): Place | undefined {
	return /^[^/?#\\@\s]{1,300}:\d{1,5}$/.test(text) ? readPlace(text) : undefined;
}

/** A host alone; an IPv6 address may stand in brackets. Undefined: it is none. */
export function parseHost(text: string): string | undefined {
	const seen = seenText(text);
	const bare = isIP(seen) === 6 ? `[${seen}]` : seen;
	return /[/?#\\@]|:\d*$/.test(bare) ? undefined : readPlace(bare, 443)?.host;
}

/**
 * The name that is sent as SNI: without the dot at its end, which only DNS knows (RFC 6066, 3). Empty for an address, which
 * is no name.
 */
export function sniOf(host: string): string {
	return isIP(host) === 0 ? host.replace(/\.$/, '') : '';
}

function readPlace(text: string, defaultPort = 0): Place | undefined {
	const [, bracketed, name, digits = ''] =
		/^(?:\[([^\]]*)\]|([^:[\]\s]+))(?::(\d*))?$/.exec(text) ?? [];
	const host = bracketed === undefined ? readName(name ?? '') : readIPv6(bracketed);
	const port = digits === '' ? defaultPort : Number(digits);
	const isPlace = host !== undefined && port >= 1 && port <= 65_535;
	return isPlace ? { host, port } : undefined;
}

/** In ASCII, as browsers read a host: an IPv4 address in its usual form, a name with A-labels. */
function readName(text: string): string | undefined {
	if (text === '' || !URL.canParse(`http://${text}`)) return undefined;
	const { hostname } = new URL(`http://${text}`);
	return /^\.|\.\.|^$/.test(hostname) ? undefined : hostname;
}

/** With its zone, behind `%` or `%25` (RFC 6874), which `URL` does not know. */
function readIPv6(text: string): string | undefined {
	const [, address = '', zone] = /^([^%]+)(?:%(?:25(?=.))?([^%]+))?$/.exec(text) ?? [];
	if (isIP(address) !== 6) return undefined;
	const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
	const whole = zone === undefined ? canonical : `${canonical}%${zone}`;
	return isIP(whole) === 6 ? whole : undefined;
}

/** Joiners are part of some names, between letters that are not of ASCII (RFC 5892, A.1); `URL` judges them there. */
const strayMark = new RegExp(
	String.raw`(?![\u200c\u200d])(?:${unseenCharacter})|(?<![^\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f])`,
	'gu',
);

function seenText(text: string): string {
	return text.replace(strayMark, '').trim();
}

function notTarget(text: string): PkiError {
	return new PkiError('invalid', {
		reason: 'notTarget',
		args: { target: withoutUser(text).slice(0, 300) },
	});
}

/** Without user name and password, which are not shown, wherever they may end. */
export function withoutUser(text: string): string {
	return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1');
}

/** As a person writes it. */
export function targetText({ host, port }: Place): string {
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
