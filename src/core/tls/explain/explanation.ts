/** What a TLS error means: by alert number and code first, by wording where a program has nothing else. */
import type { ExplainAction, SaidBy, Side } from './entry.js';
import { hostIn } from './hostIn.js';
import { type Match, matchesIn } from './matchLine.js';
import { entryOf, type ExplanationId, type KnownEntry } from './table.js';
import { mayExplain } from '../../find/mayExplain.js';
import { saidByServer } from './serverLog.js';

export type { ExplainAction, SaidBy, Side } from './entry.js';
export type { ExplanationId } from './table.js';

export interface Explanation {
	/** Unique, kept for ever: the anchor in docs/errors.md. */
	readonly id: ExplanationId;
	/** The code or alert as the program said it, e.g. `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`, `alert 48`. */
	readonly code: string;
	/** Whose material or setting has to change. */
	readonly side: Side;
	/** The program's own verdict, or the other side's. */
	readonly saidBy: SaidBy;
	/** What of it the extension can do right away. */
	readonly actions: readonly ExplainAction[];
	/** Where the text names them. */
	readonly host?: string;
	readonly port?: number;
}

/** An explanation and where its code stands in the text. */
export interface FoundExplanation extends Explanation {
	readonly start: number;
	readonly end: number;
}

/** Of a failed handshake of our own; `seenBy` is who reports it, the client if absent. */
export interface TlsFailure {
	readonly code?: string;
	readonly message?: string;
	readonly alert?: number;
	readonly saidBy: SaidBy;
	readonly seenBy?: 'client' | 'server';
}

/** The cause that a line of log, an error message or a whole dump of an error names; undefined: nothing known. */
export function explainText(text: string): Explanation | undefined {
	let best: Ranked | undefined;
	for (const { line } of linesOf(text)) {
		const found = best?.rank === 3 ? undefined : bestIn(line);
		if (found && found.rank > (best?.rank ?? 0)) best = found;
	}
	if (!best) return undefined;
	const { explanation, isServer } = best;
	if (explanation.host !== undefined || isServer) return explanation;
	return { ...explanation, ...hostIn(text) };
}

/** Line by line the cause that it names, with its place; undefined: none. */
export function* explainLines(text: string): Generator<FoundExplanation | undefined> {
	for (const { line, offset } of linesOf(text)) {
		const found = bestIn(line);
		yield (
			found && {
				...found.explanation,
				start: offset + found.match.start,
				end: offset + found.match.end,
			}
		);
	}
}

/** The same of what an own handshake ended with. */
export function explainFailure(failure: TlsFailure): Explanation | undefined {
	const { code = '', message = '', alert, saidBy, seenBy = 'client' } = failure;
	const text = [...(alert === undefined ? [] : [`SSL alert number ${alert}`]), code, message].join(
		' ',
	);
	const match = best(matchesIn(text.replaceAll('\n', ' ')));
	if (!match) return undefined;
	const isAlert = match.alert !== undefined;
	// An alert is written as what a client gets from its server, a verdict as what a client finds itself.
	const isSwapped = (seenBy === 'server') !== ((saidBy === 'peer') !== isAlert);
	return explanationOf(match, isSwapped, saidBy, codeOf(match, code === '' ? text : code));
}

interface Ranked {
	readonly rank: number;
	readonly match: Match;
	readonly isServer: boolean;
	readonly explanation: Explanation;
}

function bestIn(line: string): Ranked | undefined {
	if (!mayExplain(line)) return undefined;
	const match = best(matchesIn(line));
	if (!match) return undefined;
	const isServer = saidByServer(line);
	const saidBy = match.saidBy ?? (isServer ? 'self' : match.entry.saidBy);
	const isSwapped = isServer && isOfOneSide(match);
	const explanation = explanationOf(match, isSwapped, saidBy, codeOf(match, line));
	// In a server's log the address is its client's, where nothing can be asked.
	const place = isServer ? {} : hostIn(line);
	return { rank: match.rank, match, isServer, explanation: { ...explanation, ...place } };
}

/** What a server's log says of itself is written so already. */
function isOfOneSide({ alert, entry, saidBy }: Match): boolean {
	return alert !== undefined || (entry.saidBy === 'self' && saidBy === undefined);
}

function best(matches: readonly Match[]): Match | undefined {
	return matches.reduce<Match | undefined>(
		(one, other) => (other.rank > (one?.rank ?? 0) ? other : one),
		undefined,
	);
}

function explanationOf(
	{ entry }: Match,
	isSwapped: boolean,
	saidBy: SaidBy,
	code: string,
): Explanation {
	const { id, side, actions }: KnownEntry =
		isSwapped && entry.swapped !== undefined ? entryOf(entry.swapped) : entry;
	return { id, code, side, saidBy, actions };
}

function codeOf({ alert, start, end }: Match, text: string): string {
	const said = text.slice(start, end);
	return alert === undefined || said.includes('_') ? said : `alert ${alert}`;
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly offset: number }> {
	for (let offset = 0; offset <= text.length;) {
		const next = text.indexOf('\n', offset);
		const end = next === -1 ? text.length : next;
		yield { line: text.slice(offset, end), offset };
		offset = end + 1;
	}
}
