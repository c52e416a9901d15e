/** Which part of a value is a path. */
import type { Token } from './tokens.js';

/** Longer ones are no paths; data in base64 has slashes too. */
const longestPath = 1024;
const longestBare = 260;

const extensionPattern =
	/[^/\\.]\.(pem|crt|cer|der|key|pub|csr|req|crl|p7b|p7c|p12|pfx|jks|jwks?|ca-bundle)$/i;

/** Extensions that are words of programs as well: `event.key`, `context.req`. */
const ambiguous: ReadonlySet<string> = new Set(['key', 'pub', 'req', 'der']);

export interface PathValue {
	readonly start: number;
	readonly end: number;
	readonly raw: string;
	/** Lower case; absent where the path has none of the known ones. */
	readonly extension?: string;
	/** Nothing but the extension tells that it is a path, and that one is a word of programs too. */
	readonly isAmbiguous: boolean;
	/** `KEY` where the value was written `KEY=path`. */
	readonly name?: string;
}

/** Undefined where the token is, or ends in, no path: a URL, a UNC or device path, a pattern, a template. */
export function pathValueOf(text: string, token: Token): PathValue | undefined {
	if (token.end - token.start > longestPath * 2) return undefined;
	const assigned = assignment(text.slice(token.start, token.end));
	const start = token.start + assigned.length;
	const raw = beforeMountPoint(text.slice(start, token.end));
	if (!isLocalPath(raw)) return undefined;
	const extension = extensionPattern.exec(raw)?.[1]?.toLowerCase();
	if (extension === undefined && !looksLikePath(raw)) return undefined;
	return {
		...{ start, end: start + raw.length, raw },
		...(extension === undefined ? {} : { extension }),
		isAmbiguous: extension !== undefined && ambiguous.has(extension) && !/[/\\]/.test(raw),
		...(assigned.name === undefined ? {} : { name: assigned.name }),
	};
}

/** `--cacert=`, `VAULT_CACERT=`, `Environment=VAULT_CACERT=`, `certificate=@`: what stands before the path, and its length. */
function assignment(content: string): { readonly length: number; readonly name?: string } {
	const match = /^(?:[A-Za-z_]\w{0,100}=)?((?:\$env:|-{1,2})?[A-Za-z_$][\w.$-]{0,100})=(?!=)/.exec(
		content,
	);
	const length = match?.[0].length ?? 0;
	const at = content.charAt(length) === '@' ? 1 : 0;
	return { length: length + at, ...(match?.[1] === undefined ? {} : { name: match[1] }) };
}

/** Of `./ca.pem:/etc/ca.pem:ro` the part on this machine. */
function beforeMountPoint(content: string): string {
	const drive = /^[A-Za-z]:[\\/]/.test(content) ? 2 : 0;
	const colon = content.indexOf(':', drive);
	if (colon === -1) return content;
	const host = content.slice(0, colon);
	return extensionPattern.test(host) || /^\.{0,2}\//.test(host) ? host : content;
}

/** A path of this machine, as far as its text tells. */
export function isLocalPath(raw: string): boolean {
	const path = raw.replace(/^file:(?:\/\/(?=\/))?/i, '');
	return (
		raw.length <= longestPath &&
		path !== '' &&
		!/^(?:\\|\/\/)/.test(path) &&
		!/^\/+(?:dev|proc)(?:\/|$)/.test(path) &&
		// A drive is a scheme of one letter.
		!/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path) &&
		!path.slice(2).includes(':') &&
		// Patterns, templates, and what is formatted later.
		!/[*?"<>|;,\r\n\0]|#\{|(?<!\$)\{|\$\(|%[sdv](?![A-Za-z0-9_]*%)|-----/.test(path)
	);
}

function looksLikePath(raw: string): boolean {
	return (
		raw.length <= longestBare &&
		/^(?:~|\.{1,2}|\$\w+|\$\{[^}]+\}|[A-Za-z]:|[\w.-]+)?[/\\]/.test(raw) &&
		!/\s|[/\\]$|[+=]/.test(raw)
	);
}
