/** How the table of TLS errors is written down: one entry a cause, with all the ways in which programs say it. */

/** Whose certificate, key or setting has to change. */
export type Side = 'client' | 'server' | 'either' | 'network';

/** `self`: the program's own verdict, before or without a word of the other side; `peer`: the other side said it. */
export type SaidBy = 'self' | 'peer';

/** What the extension can do right away. */
export type ExplainAction =
	| 'probe'
	| 'decode'
	| 'issue'
	| 'issueClientAuth'
	| 'addIntermediate'
	| 'renew'
	| 'chooseCa'
	| 'serverName'
	| 'preflight'
	| 'checkFiles';

/**
 * What to look for in a line. Texts are lower-case, begin with a letter or digit and are found only where a word begins.
 * Numbers and OpenSSL's names go before wording, which differs by program and version.
 */
export interface Patterns {
	/** Of TLS alerts (RFC 8446, 6), received by the program that says it. */
	readonly alerts?: readonly number[];
	/** X509_V_ERR_* of OpenSSL. */
	readonly verify?: readonly number[];
	/** Exit codes of curl. */
	readonly curl?: readonly number[];
	/** Codes that are known wherever they stand, such as `CERT_HAS_EXPIRED`. */
	readonly codes?: readonly string[];
	/** OpenSSL's reasons, without the library: `NO_START_LINE` of `ERR_OSSL_PEM_NO_START_LINE` and of `error:…:no start line`. */
	readonly reasons?: readonly string[];
	/** What programs without codes print. */
	readonly texts?: readonly (string | Wording)[];
}

export interface Wording {
	readonly text: string;
	/** Only where this stands in the same line as well. */
	readonly also?: string;
	/** Only where this does not. */
	readonly unless?: string;
	/** Where only one side prints it, whatever the entry says. */
	readonly saidBy?: SaidBy;
}

/** The reason of the `PkiError` by which our own connections report the same. */
export interface OwnReason {
	readonly code: 'untrusted' | 'unreachable';
	readonly reason: string;
}

/**
 * Verdicts on a certificate are written as the client's on the server's, alerts as what the server sent to the client.
 * `swapped` names the entry that says the same of the other side's certificate.
 */
export interface Entry extends Patterns {
	readonly id: string;
	readonly side: Side;
	readonly saidBy: SaidBy;
	/** Whose material it is about; absent: nobody's in particular. */
	readonly swapped?: string;
	readonly actions: readonly ExplainAction[];
	/**
	 * Where several stand in a line, the highest is what happened: 1 for what wraps a cause, 3 for a cause that is told
	 * within another, 2 for the rest.
	 */
	readonly rank?: 1 | 3;
	readonly own?: OwnReason;
}
