/**
 * Forms in which a certificate, request, CRL or key is copied. A form is one file in `forms/` and one line in `forms/index.ts`;
 * its words are in `ui/words/copyForms.ts`.
 */
import type { DecodedFacts } from '../x509/model.js';

/** One block, as it is to be copied. */
export interface CopyBlock {
	readonly facts: DecodedFacts;
	/** Absent for private keys. */
	readonly der?: Uint8Array | undefined;
	/** With a newline at the end; absent for private keys. */
	readonly pem?: string | undefined;
}

export interface CopyInput extends CopyBlock {
	/** Those that stand behind it and were chosen with it: its chain. */
	readonly chain: readonly CopyBlock[];
	/** What it is called. */
	readonly name: string;
	/** The file of which it is the first block; absent where it stands elsewhere. */
	readonly file?: { readonly path: string; readonly isDer: boolean } | undefined;
	/** PEM, not encrypted; given only to a form that takes one, and only where a person asked for it. */
	readonly privateKeyPem?: string | undefined;
	readonly platform: NodeJS.Platform;
}

export interface CopyForm<Id extends string = string> {
	/** Kept for ever: keybindings name it. */
	readonly id: Id;
	/** What it can be made of. */
	readonly kinds: readonly DecodedFacts['kind'][];
	/** Whether it has a place for the private key. */
	readonly takesKey?: boolean;
	/** Names for several that are copied at once, where no two may have the same. */
	readonly distinctNames?: (names: readonly string[]) => readonly string[];
	/** Without a newline at the end where it is one value. */
	readonly render: (input: CopyInput) => string;
}

export function defineForm<const Id extends string>(form: CopyForm<Id>): CopyForm<Id> {
	return form;
}

/** Everything but private keys, of which nothing but public facts is copied. */
export const open = ['certificate', 'request', 'crl', 'publicKey'] as const;
