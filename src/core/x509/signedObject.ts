/** Parts that certificates, requests and CRLs have in common. */
import { type DerCursor, problemOf, type Span } from './asn1/der.js';
import type { ReadProblem } from './model.js';
import { readOid } from './asn1/values.js';

/** The name of the AlgorithmIdentifier at `span`; empty, and a problem, when it cannot be read. */
export function readAlgorithm(
	cursor: DerCursor,
	span: Span | undefined,
	nameOf: (oid: string) => string,
	problems: ReadProblem[],
): string {
	if (span === undefined) {
		return '';
	}
	try {
		return nameOf(readOid(cursor.enter(span)));
	} catch (error) {
		problems.push(problemOf('signatureAlgorithm', error));
		return '';
	}
}

/** Names what DER forbids although it could be read: longer forms than needed, bytes behind the end. */
export function noteEncoding(cursor: DerCursor, problems: ReadProblem[]): void {
	const { nonMinimalAt } = cursor.notes;
	if (nonMinimalAt !== undefined) {
		problems.push({ field: 'encoding', code: 'nonMinimal', args: { offset: nonMinimalAt } });
	}
	const trailing = cursor.bytes.length - cursor.end;
	if (trailing > 0 && cursor.end > 0) {
		problems.push({ field: 'encoding', code: 'trailingData', args: { offset: cursor.end } });
	}
}

/** The first text that is not empty, else an empty one. */
export function firstOf(...texts: readonly (string | undefined)[]): string {
	return texts.find((text) => text !== undefined && text !== '') ?? '';
}
