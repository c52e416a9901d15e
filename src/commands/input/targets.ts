/** Servers as a person types them. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { parseHost, parseTarget } from '../../core/tls/target.js';
import { badOption, optionalString, type Options } from './options.js';

/** Rejects with `invalid` what is not the name or the address of a host. */
export function optionalHost(options: Options, name: string): string | undefined {
	const text = optionalString(options, name);
	if (text === undefined) return undefined;
	const host = parseHost(text);
	if (host === undefined) throw badOption(name, 'host name | IP address');
	return host;
}

/** For a field: what to enter instead; undefined: a host, `host:port` or a URL. */
export function targetFault(text: string): string | undefined {
	try {
		parseTarget(text);
		return undefined;
	} catch (error) {
		if (!isPkiError(error, 'invalid')) throw error;
		return vscode.l10n.t('Enter a host and a port, such as {0}', 'vault.example.com:8200');
	}
}
