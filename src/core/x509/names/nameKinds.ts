/** Names as people type them: what kind each is, and the form in which certificates carry it (RFC 5280, 4.2.1.6). */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { SubjectAltName } from '../model.js';

/** Tells a name's kind by its form: IP address, URI (`spiffe://…`, `urn:…`), e-mail address, else DNS name. */
export function nameType(name: string): 'ip' | 'uri' | 'email' | 'dns' {
	if (isIP(name) !== 0) return 'ip';
	// A host with a port behind it would be a URI as well, one that names nothing.
	if (/^[a-z][a-z0-9+.-]*:(?!\d{1,5}$)/i.test(name)) return 'uri';
	return name.includes('@') ? 'email' : 'dns';
}

const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const hostName = new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`, 'i');

/** RFC 1123 labels with the underscores met in practice, one wildcard label in front; undefined for other text. */
export function normalDnsName(text: string): string | undefined {
	const name = text.replace(/\.$/, '');
	const ascii = /^[\x20-\x7e]*$/.test(name) ? name : domainToASCII(name);
	if (ascii.length > 253 || endsInNumber(ascii)) return undefined;
	return hostName.test(ascii) ? ascii : undefined;
}

/** A number at the end makes it an IP address to every client, so as a DNS name it would match nothing. */
export function endsInNumber(name: string): boolean {
	return /(^|\.)\d+\.?$/.test(name);
}

/** In canonical form; undefined for other text and for an address with a zone. */
export function normalIp(text: string): string | undefined {
	if (text.includes('%')) return undefined;
	switch (isIP(text)) {
		case 4:
			return text;
		case 6:
			// Without the dotted form at its end, which `::ffff:10.0.0.7` has.
			return new URL(`http://[${text}]`).hostname.slice(1, -1);
		default:
			return undefined;
	}
}

export function isUri(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text) && URL.canParse(text);
}

/** With its host in ASCII; undefined for other text. */
export function normalEmail(text: string): string | undefined {
	const [, local, domain = ''] = /^([\x21-\x3f\x41-\x7e]{1,64})@(.+)$/.exec(text) ?? [];
	const host = normalDnsName(domain);
	return local === undefined || host === undefined || host.startsWith('*')
		? undefined
		: `${local}@${host}`;
}

/**
 * The alternative name that a common name stands for: clients look for names among the alternative names only (RFC 9525,
 * 2). A URI only in the forms that nobody means as a text (`spiffe://…`, `urn:…`). Undefined for other text.
 */
export function nameInCommonName(text: string): SubjectAltName | undefined {
	const name = text.trim();
	if (isIP(name) !== 0) return { type: 'ip', value: name };
	if (/^([a-z][a-z0-9+.-]*:\/\/|urn:)/i.test(name)) {
		return isUri(name) ? { type: 'uri', value: name } : undefined;
	}
	if (name.includes('@')) {
		return normalEmail(name) === undefined ? undefined : { type: 'email', value: name };
	}
	return normalDnsName(name) === undefined ? undefined : { type: 'dns', value: name };
}

/** Schemes whose URLs say where a server is; a certificate names that server by its host. */
const serverSchemes = new Set(
	[
		...['http', 'https', 'ws', 'wss', 'grpc', 'grpcs', 'tcp', 'tls', 'ssl', 'h2', 'quic'],
		...['ftp', 'ftps', 'sftp', 'ldap', 'ldaps', 'smtp', 'smtps', 'imap', 'imaps', 'pop3', 'pop3s'],
		...['mqtt', 'mqtts', 'amqp', 'amqps', 'kafka', 'nats', 'redis', 'rediss', 'postgres'],
		...['postgresql', 'mysql', 'mongodb', 'etcd'],
	].map((scheme) => `${scheme}:`),
);

/**
 * The host in an address that was typed where a name belongs: `https://localhost:3000/x`, `localhost:3000`, `[::1]:3000`.
 * Undefined for names, and for URIs that name something themselves (`spiffe://lab/web`, `urn:…`).
 */
export function hostOfAddress(text: string): string | undefined {
	const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:)\/\/(.*)$/i.exec(text) ?? [];
	if (scheme === '') {
		const bare = /^(\[[^\]/]+\]|[^\s:/@[\]]+:\d{1,5}(?=$|[/?#]))/.exec(text)?.[0];
		return bare === undefined ? undefined : hostAndPort(text.split(/[/?#]/)[0] ?? '').host;
	}
	const { host, hasPort } = hostAndPort(rest.split(/[/?#]/)[0]?.split('@').at(-1) ?? '');
	const isServer = serverSchemes.has(scheme.toLowerCase());
	return isServer || (hasPort && scheme.toLowerCase() !== 'spiffe:') ? host : undefined;
}

function hostAndPort(text: string): { readonly host?: string; readonly hasPort: boolean } {
	const [, six, name = '', port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(:\d{1,5})?$/.exec(text) ?? [];
	const host = six ?? name;
	const isHost = six === undefined ? host !== '' : isIP(six) === 6;
	return { hasPort: port !== undefined, ...(isHost && { host }) };
}
