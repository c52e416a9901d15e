/** What is known of a value that names a file, before anybody looks whether the file is there. */

export type PathKind = 'certificate' | 'key' | 'ca' | 'bundle' | 'request' | 'crl';

/** Whose file it is: the client's own, the server's own, or a CA's by which the other side is checked. */
export type PathRole = 'client' | 'server' | 'ca';

export interface PathCandidate {
	/** UTF-16 offsets of `raw`, without quotes. */
	readonly start: number;
	readonly end: number;
	readonly raw: string;
	/** The setting, option, variable or function that it is given to, as written: `ssl_certificate`, `--cert`. */
	readonly key?: string;
	/** What the file should hold, by its key, else by its extension. */
	readonly kindHint?: PathKind;
	readonly role?: PathRole;
	/** The key leaves no doubt that a file of that kind is meant. */
	readonly isSure: boolean;
	/** The key asks for the issuers of the certificate beside it. */
	readonly isChain: boolean;
	/** Paths of one block, section, item or command have the same; an offset. */
	readonly scope: number;
	/** The path is one inside a container or of another machine; nothing is known of that file here. */
	readonly isElsewhere: boolean;
}
