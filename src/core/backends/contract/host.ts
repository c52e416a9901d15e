/** What a backend is given: everything that touches the machine comes through here. */
import type { Logger } from '../../common/logger.js';
import type { ProxyFinder } from '../../http/proxyServer.js';
import type { TlsHost } from '../../tls/tlsFiles.js';

export interface EnvironmentReader {
	/** Empty where it is set to nothing, undefined where it is not set. */
	variable(name: string): string | undefined;
	/** A file's text by absolute path or `~/…`; undefined when it is not there. */
	file(path: string): Promise<string | undefined>;
}

export interface BackendHost extends ProxyFinder, TlsHost {
	readonly log: Logger;
	readonly secrets: SecretStore;
	/** Small text files of this connection, written atomically, 0600. */
	readonly files: StateFiles;
	now(): Date;
	/** Whom a CA that is made here is named after. */
	owner?(): Owner;
}

export interface Owner {
	/** Login name; empty where the system knows none. */
	readonly user: string;
	/** Host name, with or without its domain. */
	readonly host: string;
}

export interface SecretStore {
	get(name: string): Promise<string | undefined>;
	set(name: string, value: string): Promise<void>;
	delete(name: string): Promise<void>;
}

export interface StateFiles {
	read(name: string): Promise<string | undefined>;
	write(name: string, text: string): Promise<void>;
	/** Adds a line to the end of a file, creating it if needed. */
	append(name: string, line: string): Promise<void>;
	delete(name: string): Promise<void>;
}
