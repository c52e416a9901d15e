/** What a backend is given: everything that touches the machine comes through here. */
import type { Logger } from '../../common/logger.js';
import type { ProxyServer } from '../../http/proxyServer.js';

export interface EnvironmentReader {
	/** Empty where it is set to nothing, undefined where it is not set. */
	variable(name: string): string | undefined;
	/** A file's text by absolute path or `~/…`; undefined when it is not there. */
	file(path: string): Promise<string | undefined>;
}

export interface BackendHost {
	readonly log: Logger;
	readonly secrets: SecretStore;
	/** Small text files of this connection, written atomically, 0600. */
	readonly files: StateFiles;
	/**
	 * Reads a file the user named (CA file, client certificate or key), by absolute path. Rejects with `notFound`,
	 * `forbidden`, `tooLarge` or `invalid` (reason `notFile`), with `args.file`.
	 */
	readFile(path: string): Promise<Uint8Array>;
	/**
	 * The files in a folder that the user named and in those below, by absolute path; of a file the file itself. Rejects
	 * as `readFile` does, with `tooLarge` (reason `folder`) where there are too many.
	 */
	listFiles(path: string): Promise<readonly string[]>;
	/**
	 * The proxy on the way to an address, asked for every request; undefined: none. Rejects with `unreachable`
	 * (reason `badProxy`) where one is set that cannot be used.
	 */
	proxyFor?(url: URL): Promise<ProxyServer | undefined>;
	/** PEM of the CAs that the system trusts; servers are checked against them and Node's own where there is no CA file. */
	systemCertificates?(): Promise<readonly string[]>;
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
