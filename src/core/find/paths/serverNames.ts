/** The host names for which a web server's configuration uses a certificate: nginx, Apache, Caddy. */
import type { PathCandidate } from './candidate.js';

/** Longer blocks are looked at only so far around the path. */
const farthest = 20_000;

const directive = /^[ \t]{0,80}(?:server_name|ServerName|ServerAlias)[ \t]+([^;#{}\r\n]{1,2000})/gm;

/** Of the block that the path stands in; without patterns, wildcards, and names that stand for any host. */
export function serverNamesBeside(
	text: string,
	{ key, scope, start, isChain }: PathCandidate,
): readonly string[] {
	if (isChain || key === undefined) return [];
	if (/^(?:ssl_certificate|SSLCertificateFile)$/.test(key) && scope >= 0) {
		return directivesIn(
			text.slice(Math.max(scope, start - farthest), blockEnd(text, scope, start)),
		);
	}
	if (key === 'tls' && text.charAt(scope) === '{') return caddyNames(text, scope);
	return [];
}

/** Where the block ends whose head stands at `scope`; `from` lies in it. */
function blockEnd(text: string, scope: number, from: number): number {
	const part = text.slice(from, from + farthest);
	if (text.charAt(scope) !== '{') {
		const close = /<\/\w+/.exec(part);
		return from + (close?.index ?? part.length);
	}
	let depth = 0;
	for (const { 0: brace, index } of part.matchAll(/[{}]/g)) {
		depth += brace === '{' ? 1 : -1;
		if (depth < 0) return from + index;
	}
	return from + part.length;
}

function directivesIn(block: string): readonly string[] {
	return [...block.matchAll(directive)].flatMap(([, names = '']) =>
		names.trim().split(/\s+/).filter(isHost),
	);
}

/** `example.com, www.example.com {` */
function caddyNames(text: string, brace: number): readonly string[] {
	const before = text.slice(Math.max(0, brace - 500), brace);
	const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
	return line
		.split(/[\s,]+/)
		.map((name) => name.replace(/^https:\/\//, '').replace(/:\d+$/, ''))
		.filter(isHost);
}

function isHost(name: string): boolean {
	return /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/i.test(name);
}
