/** What the bytes of one object hold, or the fault that made them unreadable. */
import { readInDer } from './asn1/ber.js';
import { DerError } from './asn1/der.js';
import { readCertificate, readCertificateForIndex } from './certificate.js';
import { readCrl } from './crl.js';
import type { KeyResult } from './keys/key.js';
import type { ContainerEntry, ContainerKind } from './block.js';
import type { DecodedFacts, ReadProblem } from './model.js';
import { readOcspResponse } from './ocsp.js';
import { readRequest } from './request.js';

/** A bundle holds several. */
export type Content = (ContentFacts | ContentFault) & InContainer;

/** Absent for what stands on its own. */
interface InContainer {
	readonly container?: ContainerKind;
	readonly entry?: ContainerEntry;
}

export interface ContentFacts extends InContainer {
	readonly facts: DecodedFacts;
	readonly der: Buffer;
	readonly fault?: undefined;
}

export interface ContentFault extends InContainer {
	readonly facts?: undefined;
	readonly fault: {
		readonly code: string;
		readonly args?: Readonly<Record<string, string | number>>;
	};
}

export type ReadContent = (der: Buffer) => Content[];

export function fault(code: string, args?: Readonly<Record<string, string | number>>): Content[] {
	return [{ fault: args === undefined ? { code } : { code, args } }];
}

/** What a reader threw as data; anything but a `DerError` goes on. */
export function derFault(error: unknown): Content[] {
	if (error instanceof DerError) {
		return fault(error.code, { offset: error.offset });
	}
	throw error;
}

/** Facts whose structure could not be walked to the end are no facts. */
export function wholeContent(
	read: (der: Buffer) => DecodedFacts & { readonly problems: readonly ReadProblem[] },
): ReadContent {
	return (bytes) => {
		const { facts, der } = readInDer(read, bytes);
		const broken = facts.problems.find(({ field }) => field === 'structure');
		return broken === undefined ? [{ facts, der }] : fault(broken.code, broken.args);
	};
}

export function keyContent(read: (der: Buffer) => KeyResult<DecodedFacts>): ReadContent {
	return (der) => {
		const result = read(der);
		return 'facts' in result
			? [{ facts: result.facts, der }]
			: fault(result.fault.code, { offset: result.fault.offset });
	};
}

export const certificateContent = wholeContent(readCertificate);
export const certificateForIndex = wholeContent(readCertificateForIndex);
export const requestContent = wholeContent(readRequest);
export const crlContent = wholeContent(readCrl);
export const ocspContent = wholeContent(readOcspResponse);
