/** One request of a server action, as it is sent and written down. */

export interface Step {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Below `/v1/`, not escaped; what an earlier step kept is put at its end. */
	readonly path: string;
	readonly pathEnd?: KeptValue;
	readonly body?: Readonly<Record<string, StepValue>>;
	/** What later steps need of the answer. */
	readonly keep?: Keep;
	/** The programs' own command, where `write` cannot send the same: a body that is no flat list of values. */
	readonly command?: ProgramCommand;
}

export interface ProgramCommand {
	/** Before the connection's flags. */
	readonly verbs: readonly string[];
	readonly words: readonly string[];
	/** Lines on standard input. */
	readonly input?: string;
}

export type StepValue =
	string | number | boolean | readonly string[] | FileText | KeptValue | NestedValue;

/** An object in the body: `{ config: { nested: { max_lease_ttl: '60s' } } }`. */
export interface NestedValue {
	readonly nested: Readonly<Record<string, string>>;
}

/** PEM that is too long, or too secret, for a command line: `@file` there. */
export interface FileText {
	readonly file: string;
	readonly text: string;
}

/** What an earlier step kept under this name. */
export interface KeptValue {
	readonly kept: string;
}

export interface Keep {
	/** A file name where a field is kept, else a word that stands for it. */
	readonly as: string;
	/** A field of the answer's data, or the id of the one imported issuer that has a key. */
	readonly what: 'csr' | 'certificate' | 'issuerWithKey';
}
