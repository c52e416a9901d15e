/**
 * What a configuration is made for. A target is one file in `targets/` and one line in `targets/index.ts`; it turns
 * material that was read and checked elsewhere into text, and knows nothing of files or the editor.
 */
import type { Passphrase, Side, Unsupported } from '../diagnostics/clientConfig/warning.js';
import type { Need } from './converted.js';

/** A certificate, key or CA: a file that the program reads when it runs, or the PEM itself. */
export type Material =
	| { readonly from: 'file'; readonly path: string }
	/** Normalised PEM: LF, 64 columns, one newline at the end. */
	| { readonly from: 'text'; readonly pem: string };

export const minVersions = ['TLSv1.2', 'TLSv1.3'] as const;
export type MinVersion = (typeof minVersions)[number];

export interface SnippetInput {
	/** Whose configuration it is; one of the target's `sides`. */
	readonly side: Side;
	/** `https://host[:port][/path]`, already validated. A server listens on its port. */
	readonly url: string;
	/**
	 * The DNS name to ask for (SNI, RFC 6066) and to verify. Absent when the URL's host is an IP address and nobody
	 * named another: SNI takes no address, and the certificate must name it as an IP SAN.
	 */
	readonly serverName?: string;
	/** Leaf first, then intermediates, no root. */
	readonly certificate: Material;
	readonly key?: Material;
	/**
	 * The authorities that may have signed the other side's certificate; absent: the program's own. A server always has
	 * them: those whose clients it lets in.
	 */
	readonly ca?: Material;
	/** The program must be given a passphrase at run time; it is never part of the text. */
	readonly keyEncrypted: boolean;
	/** The environment variable that holds it; a name that every shell takes. */
	readonly passphraseVariable: string;
	readonly minVersion: MinVersion;
	/** What the certificate at hand is for. */
	readonly names?: CertificateNames;
	/** Where the file that the target needs is, or will be: see `needs`. */
	readonly converted?: string;
	/** One of the target's variant ids. */
	readonly variant: string;
}

export interface CertificateNames {
	readonly commonName?: string;
	readonly dns: readonly string[];
	readonly ip: readonly string[];
	readonly uri: readonly string[];
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
	/** Which ends of a connection it can configure; the first is the default. */
	readonly sides: readonly [Side, ...Side[]];
	/** The first is the default. Absent: there is only one form. */
	readonly variants?: readonly [Variant, ...Variant[]];
	/** What the format has no place for, or the program does not take, so that the user is warned. */
	readonly unsupported?: readonly Unsupported[] | Readonly<Record<Side, readonly Unsupported[]>>;
	/** The form in which the program wants what usually lies there in another: the text names such a file. */
	readonly needs?: Need;
	/** How a passphrase reaches the program; absent: by an environment variable. */
	readonly passphrase?: Readonly<Partial<Record<Side, Passphrase>>>;
	/** A usual address, offered when nothing is known: `https://localhost:8200`. */
	readonly exampleUrl: string;
	/** Throws `PkiError` (`invalid`, reason `unquotable`) for a path that the format cannot express. */
	render(input: SnippetInput): string;
}

export function defineTarget<const Id extends string>(target: Target<Id>): Target<Id> {
	return target;
}

/** The path of material that the program reads from a file. Targets that take only paths get nothing else. */
export function pathOf(material: Material): string {
	if (material.from === 'file') return material.path;
	throw new Error('This target takes paths only.');
}

/** `[text]` where there is something, else nothing: one line of a list. */
export function when<T>(value: T | undefined, line: (value: T) => string): readonly string[] {
	return value === undefined ? [] : [line(value)];
}

/** Lines as a file: one newline at the end. */
export function fileOf(...lines: readonly string[]): string {
	return `${lines.join('\n')}\n`;
}
