/** Addresses of servers, as people have them: from a browser, a script, a message or an environment variable. */
import { formatCharacters } from '../../common/hiddenCharacters.js';

export interface Address {
	/** As it is kept and shown: no user name, no password, no slash at the end. */
	readonly href: string;
	/** What requests are sent to; for a socket `http://localhost`, as `bao` and `vault` have it. */
	readonly url: URL;
	/** Absolute path of a unix socket. */
	readonly socketPath?: string;
	/** As it was typed, which may say more, but without a user name and a password; of a socket nothing. */
	readonly typed?: URL;
	readonly hadCredentials: boolean;
}

export type AddressProblem = 'notUrl' | 'relativeSocket' | 'noSockets';

/** Servers and programs take no longer ones; a text of any length is looked through only once. */
const longest = 4096;

/** Whether a path is the server's own from this segment on; what stands before is the path of a reverse proxy. */
export type IsOwnPath = (segments: readonly string[], index: number) => boolean;

/** What a kind of server adds to addresses. */
export interface AddressForm {
	readonly isOwnPath: IsOwnPath;
	/** Environment variables that hold such an address, and stand before it where an assignment was copied. */
	readonly variables: readonly string[];
}

/**
 * What the user means: quotes, an assignment (`export NAME=…`), a path of the web interface or of the API, query,
 * fragment, user name and password are left out, and a scheme that is missing is added: `http` for this machine only.
 * The path of a reverse proxy is kept.
 */
export function readAddress(
	text: string,
	{ isOwnPath, variables }: AddressForm,
	platform: NodeJS.Platform = process.platform,
): Address | AddressProblem {
	const plain = unwrap(text, variables);
	if (plain.length > longest) return 'notUrl';
	if (plain.startsWith('unix://')) return readSocket(plain.slice('unix://'.length), platform);
	const whole = withScheme(plain);
	if (whole === undefined || !URL.canParse(whole)) return 'notUrl';
	const url = new URL(whole);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'notUrl';
	const hadCredentials = url.username !== '' || url.password !== '';
	Object.assign(url, { username: '', password: '' });
	const href = `${url.protocol}//${url.host}${basePath(url.pathname, isOwnPath)}`;
	return { href, url: new URL(href), typed: url, hadCredentials };
}

/** A short name: the host, or the file of a socket. */
export function nameOf({ url, socketPath }: Address): string {
	return socketPath === undefined ? url.host : (socketPath.split('/').at(-1) ?? socketPath);
}

/** Whether others on the way can read what is sent. */
export function isExposed({ url, socketPath }: Address): boolean {
	return socketPath === undefined && url.protocol === 'http:' && !isLoopbackHost(url.hostname);
}

/** A host that never leaves this machine, so that plain HTTP does no harm. */
export function isLoopbackHost(host: string): boolean {
	return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host);
}

/** The path stands as it is: neither program decodes it. Node opens named pipes on Windows, and no such socket. */
function readSocket(path: string, platform: NodeJS.Platform): Address | AddressProblem {
	if (platform === 'win32') return 'noSockets';
	if (!/^\/.*[^/]$/.test(path)) return 'relativeSocket';
	return {
		href: `unix://${path}`,
		url: new URL('http://localhost'),
		socketPath: path,
		hadCredentials: false,
	};
}

const around = new Set('<>"\'`“”‘’„«»,;');
const marks = new RegExp(`[${formatCharacters}]`, 'gu');
const assignment = /^(?:\$\s+)?(?:export\s+|set\s+|\$env:)?(\w+)\s*=/i;

function unwrap(text: string, variables: readonly string[]): string {
	const plain = bare(text.replace(marks, ''));
	const [whole = '', name = ''] = assignment.exec(plain) ?? [];
	return variables.includes(name.toUpperCase()) ? bare(plain.slice(whole.length)) : bare(plain);
}

/** Without white space, quotes and brackets around it. */
function bare(text: string): string {
	const isAround = (index: number) =>
		/\s/.test(text.charAt(index)) || around.has(text.charAt(index));
	let [start, end] = [0, text.length];
	while (start < end && isAround(start)) start++;
	while (end > start && isAround(end - 1)) end--;
	return text.slice(start, end);
}

const bareHost =
	/^(?:\/\/)?(?:[^/?#\s@]*@)?(\[[0-9a-f:.]+\]|[\p{L}\p{N}._-]+)(:\d{1,5})?(?:[/?#].*)?$/iu;

/** Undefined where the text names no host; a single word does so with a port only. */
function withScheme(text: string): string | undefined {
	if (/^[a-z][a-z0-9+.-]*:\//i.test(text)) return text;
	const [, host = '', port = ''] = bareHost.exec(text) ?? [];
	if (host === '' || (port === '' && !/[.[]|^localhost$/i.test(host))) return undefined;
	const scheme = isLoopbackHost(host) ? 'http' : 'https';
	return `${scheme}://${text.replace(/^\/\//, '')}`;
}

/** Without what belongs to the web interface or the API, and without a slash at the end. */
function basePath(path: string, isOwnPath: IsOwnPath): string {
	const segments = path.split('/').filter((segment) => segment !== '');
	const end = segments.findIndex((_, index) => isOwnPath(segments, index));
	const kept = end < 0 ? segments : segments.slice(0, end);
	return kept.map((segment) => `/${segment}`).join('');
}
