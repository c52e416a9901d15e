/** Paths of which a call is given the parts: `path.join(__dirname, 'certs', 'ca.pem')`. */
import { gapBetween, type Token, tokensOf } from './tokens.js';

/** `['a', 'b'].join('/')` joins other things. */
const joins =
	/^(?:(?:\w+\.)*path\.(?:(?:posix|win32)\.)?(?:join|resolve)|filepath\.Join|(?:\w+\.)*Path\.Combine|join|resolve)$/;

/** These put what is absolute below what stands before it; for the others it begins anew. */
const putsBelow = /^(?:(?:path\.(?:(?:posix|win32)\.)?)?join|filepath\.Join)$/;

/** What stands for the folder of the file, or of the program. */
const bases: ReadonlySet<string> = new Set([
	'__dirname',
	'import.meta.dirname',
	'process.cwd',
	'__file__',
]);

/** A call that is longer is looked back over no farther. */
const longestCall = 1000;
const mostParts = 12;

/**
 * The path whose last part a token is; `unknown` where one of the parts is known only when the program runs. Undefined for
 * a token that is no argument of such a function.
 */
export function joinedPath(
	text: string,
	token: Token,
	callee: string | undefined,
): string | undefined {
	if (token.quote === undefined || callee === undefined || !joins.test(callee)) return undefined;
	const from = Math.max(0, token.start - longestCall);
	const open = text.slice(from, token.start).lastIndexOf(`${callee}(`);
	if (open === -1) return 'unknown';
	const tokens = tokensOf(text, from + open, token.end + 1);
	const [first, ...parts] = tokens;
	const last = parts.at(-1);
	if (!first || last?.end !== token.end || parts.length > mostParts) return 'unknown';
	const names: string[] = [];
	for (const [index, part] of parts.entries()) {
		const before = parts[index - 1] ?? first;
		const gap = gapBetween(text, before, part) ?? '';
		const written = text.slice(part.start, part.end);
		const isText = part.quote !== undefined && /^[\s,()]*$/.test(gap);
		if (isText && !written.includes('${')) {
			names.push(written);
		} else if (
			names.length > 0 ||
			!(bases.has(written) || isFolderOf(written, parts[index + 1], text))
		) {
			return 'unknown';
		}
	}
	const anew = putsBelow.test(callee) ? -1 : names.findLastIndex((name) => name.startsWith('/'));
	const isBased = anew === -1 && parts[0]?.quote === undefined;
	return names
		.slice(Math.max(0, anew))
		.map((name, index) =>
			name.replace(index > 0 || isBased ? /^\/+|(?<!\/)\/+$/g : /(?<!\/)\/+$/, ''),
		)
		.join('/');
}

/** `os.path.dirname(__file__)` */
function isFolderOf(written: string, argument: Token | undefined, text: string): boolean {
	const given = argument && text.slice(argument.start, argument.end);
	return /(?:^|\.)dirname$/.test(written) && given !== undefined && bases.has(given);
}
