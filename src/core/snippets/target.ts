/**
 * What a client configuration is made for. A target is one file in `targets/` and one line in `targets/index.ts`; it
 * turns material that was read and checked elsewhere into text, and knows nothing of files or the editor.
 */
import type { OptionalInput } from '../diagnostics/clientConfig/warning.js';

/** A certificate, key or CA: a file that the client reads when it runs, or the PEM itself. */
export type Material =
	| { readonly from: 'file'; readonly path: string }
	/** Normalised PEM: LF, 64 columns, one newline at the end. */
	| { readonly from: 'text'; readonly pem: string };

export interface SnippetInput {
	/** `https://host[:port][/path]`, already validated. */
	readonly url: string;
	/**
	 * The DNS name to ask for (SNI, RFC 6066) and to verify. Absent when the URL's host is an IP address and nobody
	 * named another: SNI takes no address, and the certificate must name it as an IP SAN.
	 */
	readonly serverName?: string;
	/** Leaf first, then intermediates, no root. */
	readonly certificate: Material;
	readonly key?: Material;
	/** The authorities that may have signed the server's certificate; absent: the client's own. */
	readonly ca?: Material;
	/** The client must be given a passphrase at run time; it is never part of the text. */
	readonly keyEncrypted: boolean;
	/** One of the target's variant ids. */
	readonly variant: string;
}

export interface Variant {
	readonly id: string;
	/** A product's own word, not translated: `ES module`. */
	readonly label: string;
}

export interface Target<Id extends string = string> {
	/** Kebab-case, unique, kept for ever: keybindings and tasks name it. */
	readonly id: Id;
	/** A product's name, not translated. */
	readonly label: string;
	/** What the list is grouped by. */
	readonly family: string;
	/** VS Code's id of the text's language. */
	readonly languageId: string;
	/** The first is the default. Absent: there is only one form. */
	readonly variants?: readonly [Variant, ...Variant[]];
	/** What the format has no place for, so that the user is warned. */
	readonly unsupported?: readonly OptionalInput[];
	/** A usual address, offered when nothing is known: `https://localhost:8200`. */
	readonly exampleUrl: string;
	render(input: SnippetInput): string;
}

export function defineTarget<const Id extends string>(target: Target<Id>): Target<Id> {
	return target;
}
