/** Which proxy leads to a server: what settings and environment variables say, read as VS Code reads them. */
import { BlockList, isIP } from 'node:net';
import { PkiError } from '../common/errors.js';
import type { ProxyServer } from './proxyServer.js';

/** The settings `http.*` of the editor. */
export interface ProxySettings {
	readonly support?: string;
	readonly proxy?: string;
	readonly noProxy?: readonly string[];
	readonly authorization?: string | null;
	readonly strictSsl?: boolean;
}

/** VS Code never asks a proxy for these. */
const neverProxied = new Set(['localhost', '127.0.0.1', '[::1]', '[::ffff:7f00:1]']);

/**
 * A list of exceptions in the settings replaces that of the environment, a proxy there that of the environment.
 *
 * @param variable Reads the environment; names are tried in lower case first.
 * @returns `direct` where the way must not lead through a proxy; undefined where nothing names one, so that the system
 *   may. Throws `unreachable` (reason `badProxy`, `args.source`).
 */
export function chooseProxy(
	url: URL,
	settings: ProxySettings,
	variable: (name: string) => string | undefined,
): ProxyServer | 'direct' | undefined {
	if (settings.support === 'off' || neverProxied.has(url.hostname)) return 'direct';
	const own = settings.noProxy ?? [];
	const exceptions = own.length > 0 ? own : (find(['NO_PROXY'], variable)?.value ?? '').split(',');
	if (isException(url, exceptions)) return 'direct';
	const proxy = settings.proxy?.trim() ?? '';
	if (proxy !== '') return toProxy(proxy, 'http.proxy', settings);
	const names = ['HTTPS_PROXY', 'HTTP_PROXY'];
	const found = find(url.protocol === 'https:' ? names : names.reverse(), variable);
	return found && toProxy(found.value, found.name, settings);
}

/** @param text An address; without a scheme it is an `http:` one, as for curl. */
export function toProxy(text: string, source: string, settings: ProxySettings): ProxyServer {
	const whole = text.includes('://') ? text : `http://${text}`;
	const url = URL.canParse(whole) ? new URL(whole) : undefined;
	if (!url || url.hostname === '' || !/^(https?|socks[45]?|socks4a|socks5h):$/.test(url.protocol)) {
		// The text may hold a password.
		throw new PkiError('unreachable', { reason: 'badProxy', args: { source } });
	}
	const { username, password } = url;
	const { authorization, strictSsl } = settings;
	return {
		url: new URL(`${url.protocol}//${url.host}`),
		...(username !== '' && {
			credentials: { user: decode(username), password: decode(password) },
		}),
		...(typeof authorization === 'string' && authorization !== '' && { authorization }),
		verify: strictSsl !== false,
		source,
	};
}

/** A `%` that encodes nothing stands for itself. */
function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function find(names: readonly string[], variable: (name: string) => string | undefined) {
	for (const name of names.flatMap((upper) => [upper.toLowerCase(), upper])) {
		const value = variable(name)?.trim() ?? '';
		if (value !== '') return { name, value };
	}
	return undefined;
}

/** `*`, `host`, `.domain`, `*.domain`, each also with `:port`, or an IP network such as `10.0.0.0/8`. */
function isException({ hostname, port, protocol }: URL, exceptions: readonly string[]): boolean {
	const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
	const usedPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
	return exceptions.some((exception) => {
		const text = exception.trim().toLowerCase();
		if (text === '') return false;
		if (text === '*') return true;
		if (text.includes('/')) return isInNetwork(host, text);
		const [, name = '', onlyPort] =
			isIP(text) === 6 ? ['', text] : (/^(.*?)(?::(\d+))?$/.exec(text) ?? []);
		if (onlyPort !== undefined && onlyPort !== usedPort) return false;
		const domain = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
		return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
	});
}

function isInNetwork(host: string, network: string): boolean {
	const [address = '', bits = ''] = network.split('/');
	const version = isIP(address);
	const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) : Infinity;
	if (version === 0 || version !== isIP(host) || prefix > (version === 4 ? 32 : 128)) return false;
	const family = version === 4 ? 'ipv4' : 'ipv6';
	const list = new BlockList();
	list.addSubnet(address, prefix, family);
	return list.check(host, family);
}
