/** What the readers of extensions' lines have in common. */
import { type DerCursor, tags } from '../asn1/der.js';
import type { ReadProblem } from '../model.js';
import { isStringTag, stringText, visibleText } from '../asn1/strings.js';
import { readTime } from '../asn1/time.js';
import { readOid, smallInteger } from '../asn1/values.js';

export interface LineContext {
	/** Over the content of `extnValue`. */
	readonly cursor: DerCursor;
	readonly oid: string;
	readonly problems: ReadProblem[];
}

export type ReadLines = (context: LineContext) => readonly string[];

/** Runs `read` on every element of the SEQUENCE that stands next. */
export function each(cursor: DerCursor, read: (element: DerCursor) => readonly string[]): string[] {
	const lines: string[] = [];
	const list = cursor.expect(tags.sequence).enter();
	while (!list.atEnd) {
		lines.push(...read(list.read()));
	}
	return lines;
}

/** A time behind a prefix; none, and a problem, where it cannot be read. */
export function timeLine({ cursor, oid, problems }: LineContext, name: string): string[] {
	const time = readTime(cursor, oid, problems);
	return time === undefined ? [] : [`${name}${time}`];
}

/** A value that is nothing but a time. */
export function singleTime(context: LineContext): string[] {
	return timeLine({ ...context, cursor: context.cursor.read() }, '');
}

/** A string of any type, fit to show; one whose bytes do not fit its type is a problem too. None for another value. */
export function stringLines({ cursor, oid, problems }: LineContext): readonly string[] {
	const value = cursor.read();
	return isStringTag(value.tag) ? [shownString(value, oid, problems)] : [];
}

/** The string element read last, fit to show. */
export function shownString(value: DerCursor, field: string, problems: ReadProblem[]): string {
	const text = stringText(value, () => {
		problems.push({ field, code: 'badString', args: { offset: value.start } });
	});
	return visibleText(text);
}

/** Pairs of OIDs, as policy mappings are. */
export function oidPairs({ cursor }: LineContext): string[] {
	return each(cursor, (element) => {
		const parts = element.enter();
		return [`${readOid(parts)}=${readOid(parts)}`];
	});
}

/** RFC 5280, 4.2.1.11. */
export function policyConstraints({ cursor }: LineContext): string[] {
	return each(cursor, (element) => [
		`${element.tag === 0x80 ? 'requireExplicitPolicy' : 'inhibitPolicyMapping'}:${smallInteger(element)}`,
	]);
}
