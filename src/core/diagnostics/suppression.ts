/**
 * Comments that leave findings out:
 *
 * - `# pki-ignore`: everything found on this line, or of the block that begins here or below the comment.
 * - `# pki-ignore: expired, server-names`: the same for these codes and rules only.
 * - `# pki-ignore-file`, `# pki-ignore-file: expired`: in the whole file, wherever the comment stands.
 *
 * In any comment syntax: behind `#`, `//`, `;`, `--`, `%`, `REM`, in `/*` or `<!--`, and bare on a line of the text around
 * PEM blocks. A reason may stand behind it. Between a comment on a line of its own and the block may be other comments,
 * blank lines and the line that opens the value (`key: |`).
 */
import { LineStarts } from '../find/lines.js';
import type { RuleBlock, Span } from './rule.js';

const mark = 'pki-ignore';

interface Suppressible extends Span {
	readonly code: string;
	readonly block: RuleBlock;
}

/** The findings that no comment of the text leaves out; `rulesOf` answers the ids of a code's rules. */
export function withoutSuppressed<F extends Suppressible>(
	findings: readonly F[],
	text: string | undefined,
	rulesOf: (code: F['code']) => readonly string[],
): readonly F[] {
	if (findings.length === 0 || text?.includes(mark) !== true) return findings;
	const comments = new Comments(text);
	return findings.filter((finding) => {
		const { code, start, block } = finding;
		const known = [code, ...rulesOf(code)];
		const said = [...comments.file, ...comments.at(start), ...comments.at(block.start)];
		return !said.some(({ names }) => !names || known.some((name) => names.has(name)));
	});
}

interface Comment {
	/** Codes and rules; absent: all. */
	readonly names?: ReadonlySet<string>;
	/** It concerns what is below it, too. */
	readonly reachesDown: boolean;
}

/** Lines between a comment and what it speaks of. */
const mostLines = 8;

class Comments {
	readonly file: Comment[] = [];
	readonly #byLine = new Map<number, Comment>();
	readonly #lines: LineStarts;

	constructor(private readonly text: string) {
		this.#lines = new LineStarts(text);
		for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
			const line = this.#lines.at(at);
			const before = text.slice(Math.max(this.#lines.startOf(line), at - longest), at);
			const [, isForFile, colon, list = ''] = directive.exec(text.slice(at, at + longest)) ?? ['-'];
			if (colon === undefined || !isComment.test(before)) continue;
			const names = colon === '' ? undefined : new Set(list.split(/[,\s]+/).filter(Boolean));
			const comment = { ...(names && { names }), reachesDown: isAlone(before) || opens(before) };
			if (isForFile) this.file.push(comment);
			else this.#byLine.set(line, comment);
		}
	}

	/** What is said on the line of an offset, and above it. */
	at(offset: number): readonly Comment[] {
		const line = this.#lines.at(offset);
		const found = [this.#byLine.get(line)];
		for (let above = line - 1; above >= Math.max(0, line - mostLines); above -= 1) {
			const comment = this.#byLine.get(above);
			if (comment?.reachesDown) found.push(comment);
			if (!this.#isPassed(above)) break;
		}
		return found.filter((comment) => comment !== undefined);
	}

	/** Blank, a comment, or what opens a value. */
	#isPassed(line: number): boolean {
		const start = this.#lines.startOf(line);
		const content = this.text.slice(start, Math.min(start + longest, this.#endOf(line)));
		return isAlone(content) || commentLine.test(content) || opens(content);
	}

	#endOf(line: number): number {
		const next = this.#lines.startOf(line + 1);
		return next === 0 ? this.text.length : next;
	}
}

/** Of a line, on either side of the mark. */
const longest = 500;

/** `-file`, a colon, and what it names. */
const name = '[A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*';
const directive = new RegExp(
	`^${mark}(-file)?(?![\\w-]*[A-Za-z])[ \\t]*(:?)[ \\t]*((?:${name}(?:[, \\t]+${name})*)?)`,
);

const sign = String.raw`(?:#+|\/\/+|;+|--|%+|\/\*+|\*|<!--|\bREM\b)`;
const isComment = new RegExp(String.raw`^\s*$|(?:^|[\s|>{[(,"'\x60])${sign}\s*$`, 'i');
const commentLine = new RegExp(String.raw`^\s*(?:${sign}(?!-))`, 'i');
const alone = new RegExp(String.raw`^\s*(?:${sign}\s*)?$`, 'i');
const commentBehind = new RegExp(String.raw`\s${sign}(?:\s.*)?$`, 'is');

/** A line of its own, but for the comment's sign. */
function isAlone(before: string): boolean {
	return alone.test(before);
}

/** What the value of the lines below stands behind: `key: |`, `const pem = [`, `cert = <<EOT`; a comment may follow. */
export function opens(line: string): boolean {
	const code = line.replace(commentBehind, '').trimEnd();
	return (
		/(?:^|[\s:=-])[|>][-+]?\d?[-+]?$/.test(code) ||
		/[{[(=:\\]$/.test(code) ||
		/(?:^|[\s=:([{,])(?:"""|'''|["'`])$/.test(code) ||
		/<<[-~]?["']?\w+["']?$/.test(code)
	);
}
