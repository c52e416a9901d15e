/** The parts of a server's URL, for programs that take them apart. */
import { isAddress } from '../x509/names/hosts.js';

export interface Address {
	/** Without the brackets of an IPv6 address. */
	readonly host: string;
	readonly port: number;
	/** `host:port`, an IPv6 address in brackets. */
	readonly authority: string;
	/** Path and query, at least `/`. */
	readonly path: string;
}

export function addressOf(url: string): Address {
	const { hostname, port, pathname, search } = new URL(url);
	const number = port === '' ? 443 : Number(port);
	return {
		host: hostname.replace(/^\[|\]$/g, ''),
		port: number,
		authority: `${hostname}:${number}`,
		path: pathname + search,
	};
}

/** Where a server listens: the URL's address where it is one, else all that the machine has. */
export function listenHost(url: string): string | undefined {
	const { host } = addressOf(url);
	return isAddress(host) ? host : undefined;
}

/** `host:port` to listen on, an IPv6 address in brackets; without an address in the URL `any:port`. */
export function listenAuthority(url: string, any = ''): string {
	const host = listenHost(url) ?? any;
	return `${host.includes(':') ? `[${host}]` : host}:${addressOf(url).port}`;
}

/** The URL without the slashes at its end, as programs want it that add a path of their own. */
export function baseUrl(url: string): string {
	return url.replace(/(?<!\/)\/+$/, '');
}
