/** A block of a text or file: where it stands, how it is written, and what is in it. */

import type { DecodedFacts, IndexFacts } from './model.js';

/** Where a block stands in the text; for DER the whole input. */
export interface BlockPosition {
	/** Zero-based line of the BEGIN line. */
	readonly line: number;
	readonly endLine: number;
	/** UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
	/** The PEM label (`CERTIFICATE`), or `DER`. */
	readonly label: string;
}

export interface BlockError {
	/**
	 * `noBegin`, `noEnd`, `labelMismatch` (`begin`, `end`), `badBase64` (`character`), `unknownLabel` (`label`),
	 * `notDer`, `tooLarge` (`limit`), `emptyBundle`; of key stores `pkcs12`, `jks`, `jceks`, `secretEntry` and
	 * `unsupportedEntry`, whose arguments are said in listContainer.ts; of JWKs `jwkMember` (`member`) and `jwkPoint`; or a
	 * fault of the encoding (`offset`; see `DerFault` in der.ts): `truncated`, `indefiniteLength`, `unexpectedTag`, …
	 */
	readonly code: string;
	/** Zero-based line of the fault. */
	readonly line: number;
	readonly args?: Readonly<Record<string, string | number>>;
}

/** What is wrong with a BEGIN or END line. */
export type MarkerFault =
	/** Other characters in place of the dashes. */
	| 'dashes'
	/** Not five dashes. */
	| 'dashCount'
	/** A space too few or too many. */
	| 'blanks'
	| 'letterCase'
	/** Something else on the same line. */
	| 'otherText'
	/** The word itself. */
	| 'misspelled';

export type BlockNoteCode =
	/** `label`, `expected`. */
	| 'wrongLabel'
	/** `fault` (`MarkerFault`), `expected` (the whole line); `endLine` (zero-based) where END is spoilt too. */
	| 'spoiltBegin'
	/** `fault`, `expected`. */
	| 'spoiltEnd'
	| 'noBegin'
	| 'noEnd'
	/** `begin`, `end`, `expected`. */
	| 'labelMismatch'
	/** It begins on the line on which the block before it ends. */
	| 'runTogether'
	/** `count`: objects one after the other, where one belongs. */
	| 'severalObjects'
	/** `expected` (the label): base64 without BEGIN and END. */
	| 'bareBase64'
	/** The key of a JWK is not that of its first certificate. */
	| 'jwkOtherKey';

/** What is wrong with how a block is written, beside what could be read; other programs may refuse it. */
export interface BlockNote {
	readonly code: BlockNoteCode;
	/** Zero-based line of the fault, and its UTF-16 offsets. */
	readonly line: number;
	readonly start: number;
	readonly end: number;
	readonly args?: Readonly<Record<string, string | number>>;
}

/**
 * How a block stands in its text: `pem` as written, with any sign or indentation before its lines; `escaped` with line
 * breaks as escapes or split over string literals; `base64Pem` and `base64Der` a value in base64, or a JWK, which holds such
 * values; `der` the bytes of a file.
 */
export type BlockEncoding = 'pem' | 'escaped' | 'base64Pem' | 'base64Der' | 'der';

/** From the first dash of BEGIN to the last of END, or the whole value in base64, without quotes. */
export type EncodedPosition = BlockPosition & { readonly encoding: BlockEncoding };

/** Files and values that hold several objects, or one in a wrapping of their own. */
export type ContainerKind = 'pkcs7' | 'pkcs12' | 'jks' | 'jwk';

/** Which entry of a container a block is. */
export interface ContainerEntry {
	/** Its friendly name, alias or key id; empty where it has none. */
	readonly name: string;
	/** `chain`: a certificate that stands behind a key's own one. */
	readonly kind: 'certificate' | 'chain' | 'privateKey' | 'publicKey' | 'secret' | 'crl';
}

/** How a key store keeps an entry. */
export interface StoredEntry {
	/** When it was put there; JKS says so. */
	readonly date?: string;
	/** Set for a private key under a password, also where it has been opened. */
	readonly encrypted?: true;
}

export type DecodedBlock = EncodedPosition & {
	/** Absent where the block is written as programs expect it. */
	readonly note?: BlockNote;
	/** Absent for what stands on its own. */
	readonly container?: ContainerKind;
	readonly entry?: ContainerEntry;
	/** Absent where there is nothing to say. */
	readonly stored?: StoredEntry;
} & (
		| { readonly facts: DecodedFacts; readonly der: Uint8Array; readonly error?: undefined }
		| { readonly error: BlockError; readonly facts?: undefined; readonly der?: undefined }
	);

/** What an index is made of. */
export type IndexedBlock = BlockPosition &
	(
		| { readonly facts: IndexFacts; readonly error?: undefined }
		| { readonly error: BlockError; readonly facts?: undefined }
	);
