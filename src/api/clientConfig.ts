import type { FileOption } from './fileOption.js';

export interface GenerateClientConfigOptions {
	/** An id of docs/targets.md: `openclaw`, `node-https`, `curl`, `nginx`, … */
	target?: string;
	/** Whose configuration it is; default: the target's first side, which is `client` where it has one. */
	side?: 'client' | 'server';
	/** `esm` (default) or `cjs` for the Node targets; `current` (default) or `older` for `caddy`. */
	variant?: string;
	/** Leaf first; a file with the whole chain where the server does not know the intermediates. */
	certificate?: FileOption;
	key?: FileOption;
	/** The CA of the other side: of a client's server, or of a server's clients; for `side: 'server'` it is required. */
	ca?: FileOption;
	serverName?: string;
	url?: string;
	/** PEM in the text instead of paths: certificate, CA and, unless `inlineKey` is false, the private key. */
	inline?: boolean;
	/** With `inline`. False leaves the private key in its file; true says that it shall stand in a document. */
	inlineKey?: boolean;
	/** Default `TLSv1.2`. */
	minVersion?: 'TLSv1.2' | 'TLSv1.3';
	/** The environment variable with the passphrase of an encrypted key; default `TLS_KEY_PASSPHRASE`. */
	passphraseVariable?: string;
	/** Default `absolute`; `relative` is to the folder of the workspace that a file lies in, and the default where something is asked. */
	paths?: 'relative' | 'absolute';
	/**
	 * `none` (default where nothing is asked), `clipboard`, `document`, `insert` at the cursor of the active editor with its
	 * indentation, or `merge` into the file `into`, for which a person accepts a diff.
	 */
	output?: 'document' | 'clipboard' | 'insert' | 'merge' | 'none';
	/** With `merge`: a YAML, JSON (with comments) or `.env` file, in the format of the text. */
	into?: FileOption;
}

/** A file that the text names and that has to be made of the given ones, beside them unless it is put elsewhere. */
export interface ConfigConversion {
	/** Certificate, chain and key as a key store or as one PEM file; or the key alone as unencrypted PKCS #8. */
	format: 'pkcs12' | 'combinedPem' | 'pkcs8';
	file: string;
}
