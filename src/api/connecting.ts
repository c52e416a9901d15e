/** Connections, and the Local CA. */
import type { FileOption } from './fileOption.js';

export interface AddConnectionOptions {
	backend?: string;
	label?: string;
	fields?: Record<string, string>;
	secrets?: Record<string, string>;
}

export interface EditConnectionOptions {
	connection?: string;
	label?: string;
	/** What is not named stays; an empty text takes a field away. */
	fields?: Record<string, string>;
	secrets?: Record<string, string>;
	/** With a new address: whether it gets the secrets saved for the old one; else they are deleted. Absent: the user is asked. */
	keepSecrets?: boolean;
	/** When asked: the setting to begin with. */
	field?: string;
}

export interface TerminalEnvironmentOptions {
	connection?: string;
	/** Include the token, which every program in the terminal can read; the user is asked first. */
	token?: boolean;
	/** With `token`: do not ask. */
	confirmed?: boolean;
}

export interface NewLocalCaOptions {
	keysIn?: 'secretStorage' | 'file';
	/** A CA that is there already, with those above it; absent: a root is made. */
	certificate?: FileOption;
	/** Its private key. */
	key?: FileOption;
	/** Of an encrypted key. */
	password?: string;
	confirmed?: boolean;
}
