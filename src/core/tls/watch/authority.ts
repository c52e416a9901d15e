/** `host:port` as CONNECT and people write it (RFC 9110, 7.2). */
import { isIPv6 } from 'node:net';
import type { WatchTarget } from './watch.js';

const pattern = /^(?:\[([0-9a-f:.]{2,45})\]|([^\s:/@[\]]{1,255})):(\d{1,5})$/i;

/** Undefined where it is none; an IPv6 address stands in brackets. */
export function parseAuthority(text: string): WatchTarget | undefined {
	const [, bracketed, name, digits] = pattern.exec(text) ?? [];
	const host = bracketed ?? name;
	const port = Number(digits);
	return host !== undefined && port > 0 && port < 65_536 ? { host, port } : undefined;
}

export function authorityText({ host, port }: WatchTarget): string {
	return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
