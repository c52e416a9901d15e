import type { FileOption } from './fileOption.js';

export interface GenerateClientConfigOptions {
	/** `openclaw`, `node-https`, `node-tls`, `node-undici`, `node-vault`. */
	target?: string;
	/** `esm` (default) or `cjs`, for the Node targets. */
	variant?: string;
	/** Leaf first; a file with the whole chain where the server does not know the intermediates. */
	certificate?: FileOption;
	key?: FileOption;
	ca?: FileOption;
	serverName?: string;
	url?: string;
	/** PEM in the text instead of paths: certificate, CA and, unless `inlineKey` is false, the private key. */
	inline?: boolean;
	/** With `inline`. False leaves the private key in its file; true says that it shall stand in a document. */
	inlineKey?: boolean;
	/** Default `absolute`, and `relative` (to the folder of the workspace that a file lies in) where something is asked. */
	paths?: 'relative' | 'absolute';
	/** `clipboard` (default where something is asked), `document`, or `none` (default where nothing is). */
	output?: 'document' | 'clipboard' | 'none';
}
