/** Values that look like the path of a certificate, key or bundle file, in any kind of configuration, script or code. */
import { createPacer } from '../../common/pacer.js';
import type { PathCandidate } from './candidate.js';
import { isForContainers, isInContainer, isReferenceInSecret } from './containers.js';
import { type Context, contextOf } from './context.js';
import { hintOfCall, hintOfKey, kindOfExtension, type KeyHint, normalKey } from './keys.js';
import { pathsInProse } from './documentation.js';
import { type Family, familyOf, type TextKind } from './languages.js';
import { joinedPath } from './joined.js';
import { commandStart, listAbove } from './listKey.js';
import { markersIn } from './markers.js';
import { type Scope, scopesOf } from './scopes.js';
import { type Token, tokensOf } from './tokens.js';
import { type PathValue, pathValueOf } from './value.js';

/** A list of files, not a configuration, names more; each costs a look at the disk. */
const mostPaths = 1000;
/** What is longer is data that nobody reads line by line. */
const longestLine = 50_000;

/** A path before it is known what stands around its line. */
interface Found {
	readonly value: PathValue;
	readonly context: Context;
	readonly lineStart: number;
	readonly token: Token;
}

/** In the text's order, at most some thousand; whether the files are there is not looked at. Linear in the text. */
export function findPathCandidates(text: string, kind: TextKind = {}): readonly PathCandidate[] {
	const steps = search(text, kind);
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
	}
}

/** The same, giving way to other work every 15 ms. */
export async function findPathsInSlices(
	text: string,
	kind: TextKind = {},
): Promise<readonly PathCandidate[]> {
	const steps = search(text, kind);
	const pacer = createPacer();
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
		if (pacer.isDue) await pacer.pause();
	}
}

function* search(text: string, kind: TextKind): Generator<undefined, readonly PathCandidate[]> {
	const family = familyOf(kind);
	if (family === 'prose') return (yield* pathsInProse(text, kind, search)).slice(0, mostPaths);
	const found: Found[] = [];
	for (const [start, end] of linesWithMarkers(text)) {
		if (end - start <= longestLine && !isComment(text, start, end) && !isPemHead(text, start)) {
			for (const each of inLine(text, start, end, family)) found.push(each);
		}
		if (found.length > mostPaths) break;
		yield undefined;
	}
	found.splice(mostPaths);
	const scopes = scopesOf(
		text,
		found.map(({ value }) => value.start),
		family === 'yaml',
	);
	yield undefined;
	const isContainer = family === 'dockerfile' || (family === 'yaml' && isForContainers(text));
	return found.flatMap((each, index) => {
		const scope = scopes[index];
		return scope ? (judged(text, each, scope, family, isContainer) ?? []) : [];
	});
}

function* linesWithMarkers(text: string): Generator<readonly [start: number, end: number]> {
	let end = -1;
	for (const at of markersIn(text)) {
		if (at < end) continue;
		let start = at;
		while (start > end + 1 && !/[\r\n]/.test(text.charAt(start - 1))) start -= 1;
		const stop = /[\r\n]/g;
		stop.lastIndex = at;
		end = stop.exec(text)?.index ?? text.length;
		yield [start, end];
	}
}

/** A bundle has hundreds of lines that say CERTIFICATE. */
function isPemHead(text: string, start: number): boolean {
	return text.startsWith('-----BEGIN ', start) || text.startsWith('-----END ', start);
}

function isComment(text: string, start: number, end: number): boolean {
	return /^\s{0,200}(?:#(?!\{)|\/\/|;|\*|<!--|rem\s)/i.test(
		text.slice(start, Math.min(end, start + 300)),
	);
}

function inLine(text: string, start: number, end: number, family: Family): Found[] {
	const tokens = tokensOf(text, start, end);
	return tokens.flatMap((token, index) => {
		if (token.quote !== undefined && isCommand(text.slice(token.start, token.end))) {
			return inLine(text, token.start, token.end, 'shell');
		}
		if (token.quote === undefined && family === 'code') return [];
		if (isKeyItself(text, token) || isPartOfMore(text, tokens, index, { start, end })) return [];
		const value = pathValueOf(text, token);
		if (!value) return [];
		const context: Context =
			value.name === undefined
				? contextOf(text, tokens, index)
				: {
						form: value.name.startsWith('-') ? 'option' : 'assigned',
						key: value.name,
					};
		return [{ value, context, lineStart: start, token }];
	});
}

/** A command, or settings one after the other, in quotes: read as if it stood alone. */
function isCommand(content: string): boolean {
	return (
		content.length < 4096 && /\s/.test(content.trim()) && /(?:^|\s)--?[A-Za-z]|\w=\S/.test(content)
	);
}

/** `"tls.key": …` and `tls.key:` are keys. */
function isKeyItself(text: string, token: Token): boolean {
	if (token.quote === undefined) return /[:=]$/.test(text.slice(token.end - 1, token.end));
	return /^\s{0,20}:/.test(text.slice(token.end + 1, token.end + 22));
}

/** Joined with something that is only known when the program runs: `dir + '/ca.pem'`, `$(pwd)/ca.pem`. */
function isPartOfMore(
	text: string,
	tokens: readonly Token[],
	index: number,
	{ start, end }: Pick<Token, 'start' | 'end'>,
): boolean {
	const token = tokens[index];
	if (!token) return true;
	const isBare = token.quote === undefined;
	const first = token.start - (isBare ? 0 : 1);
	const last = token.end + (isBare ? 0 : 1);
	const before = first > start ? text.charAt(first - 1) : '';
	const after = last < end ? text.charAt(last) : '';
	if (isBare && (/["'`)}\]]/.test(before) || /["'`({[]/.test(after))) return true;
	if (!isBare && /["'`$\w]/.test(after)) return true;
	if (token.quote === '`' && text.slice(token.start, token.end).includes('${')) return true;
	return [tokens[index - 1], tokens[index + 1]].some(
		(other) =>
			other?.quote === undefined && /^[+.%]$/.test(text.slice(other?.start ?? 0, other?.end ?? 0)),
	);
}

const genericKey =
	/^(?:path|file|filename|file_path|src|source|value|location|from|-+file|-|_?src)$/i;
const elsewhereKey = /^(?:mount_?path|sub_?path|target|destination|dest|container_?path)$/i;

function judged(
	text: string,
	{ value, context, lineStart, token }: Found,
	scope: Scope,
	family: Family,
	isContainer: boolean,
): PathCandidate | undefined {
	const isFirst = context.form === 'alone' && context.callee === undefined;
	const isItem = isFirst || context.key === '-';
	const list = isItem ? listAbove(text, lineStart, token.start) : undefined;
	const key = isItem ? list?.name : context.key;
	if (key !== undefined && elsewhereKey.test(key)) return undefined;
	const raw = joinedPath(text, token, list?.isCall ? list.name : context.callee) ?? value.raw;
	if (raw === 'unknown') return undefined;
	const around = surroundingOf(text, token, key, scope);
	const hint = hintFor(
		list?.isCall ? { ...context, callee: list.name, argument: list.index } : context,
		key,
		around.name,
	);
	if (!isPath(value, context, hint, { family, isItem, isQuoted: token.quote !== undefined }))
		return undefined;
	if (isReferenceInSecret(text, key, value, lineStart, family)) return undefined;
	const byExtension = value.extension === undefined ? undefined : kindOfExtension(value.extension);
	const kindHint = hint?.kind ?? byExtension;
	const name = key ?? context.callee;
	return {
		...{ start: value.start, end: value.end, raw },
		...(name === undefined ? {} : { key: name }),
		...(kindHint === undefined ? {} : { kindHint }),
		...(hint?.role === undefined ? {} : { role: hint.role }),
		isSure: hint !== undefined,
		isChain: hint?.isChain === true,
		scope: hint ? scopeOf(text, context, lineStart, around.scope) : scope.start,
		isElsewhere: isContainer && isInContainer(text, value, key),
	};
}

interface Surrounding {
	/** What a key that says nothing itself is about. */
	readonly name: string;
	/** Where that begins in which its neighbours stand too. */
	readonly scope: number;
}

/** Of Envoy's `certificate_chain: { filename: … }` beside `private_key: { filename: … }`, which are one pair. */
function surroundingOf(
	text: string,
	token: Token,
	key: string | undefined,
	{ start, name, parent }: Scope,
): Surrounding {
	if (key === undefined || !genericKey.test(normalKey(key))) return { name, scope: start };
	const before = text.slice(Math.max(0, token.start - 200), token.start);
	const inline =
		/(?<![\w.-])([\w.-]+)["']?[ \t]*:[ \t]*\{[ \t]*["']?[\w.-]+["']?[ \t]*:[ \t]*["']?$/.exec(
			before,
		);
	const isOwn = inline?.[1] !== undefined && inline[1] !== name;
	if (isOwn) return { name: inline[1] ?? '', scope: start };
	return { name, scope: hintOfKey(name) ? parent : start };
}

/** Of a call the call, of an option its command; else the block. */
function scopeOf(text: string, { form, from }: Context, lineStart: number, scope: number): number {
	if (from !== undefined) return from;
	return form === 'option' || form === 'word' ? commandStart(text, lineStart) : scope;
}

function hintFor(context: Context, key: string | undefined, around: string): KeyHint | undefined {
	const byCall =
		context.callee === undefined ? undefined : hintOfCall(context.callee, context.argument ?? 0);
	if (byCall || key === undefined || key === context.callee) return byCall;
	return (
		hintOfShort(context, key) ??
		hintOfKey(key) ??
		(genericKey.test(normalKey(key)) ? hintOfKey(around) : undefined)
	);
}

/** curl's `-E`. */
function hintOfShort({ form }: Context, key: string): KeyHint | undefined {
	return form === 'option' && key === '-E'
		? { kind: 'certificate', role: 'client', isChain: false, isStrong: false }
		: undefined;
}

/** Functions that are given a path, by their names. */
const reads = /read|open|load|file|path|join|resolve|cert|key|pem|from|import|create/i;

interface Place {
	readonly family: Family;
	readonly isItem: boolean;
	readonly isQuoted: boolean;
}

function isPath(
	{ extension, isAmbiguous, raw }: PathValue,
	{ form, callee }: Context,
	hint: KeyHint | undefined,
	{ family, isItem, isQuoted }: Place,
): boolean {
	if (extension === undefined) {
		return hint?.isStrong === true && (form !== 'word' || isQuoted) && family !== 'code';
	}
	const isNamed = hint !== undefined || callee !== undefined;
	if (/\s/.test(raw)) return isNamed || form === 'option' || /[/\\]/.test(raw);
	// `settings.title.key`
	if (isAmbiguous && !hint && !reads.test(callee ?? ''))
		return isQuoted && !/\..*\./.test(raw) && family !== 'code';
	if (isQuoted) return true;
	switch (form) {
		case 'assigned':
		case 'option':
		case 'element':
			return true;
		case 'directive':
		case 'word':
			return hint !== undefined || family === 'shell' || family === 'dockerfile';
		case 'alone':
			return family === 'shell' || family === 'dockerfile' || (isItem && family === 'yaml');
	}
}
