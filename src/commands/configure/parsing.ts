import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { parseServerName } from '../../core/x509/names/hosts.js';

/** A sentence while a text is refused. `sentence` is given the reason. */
export function problemOf(
	parse: () => string,
	sentence: (reason: string | undefined) => string,
): string | undefined {
	try {
		parse();
		return undefined;
	} catch (error) {
		if (isPkiError(error, 'invalid')) return sentence(error.reason);
		throw error;
	}
}

/** What is wrong with a server name that is typed; an empty one is none, and right. */
export function serverNameProblem(text: string): string | undefined {
	return problemOf(
		() => typedServerName(text) ?? '',
		() => vscode.l10n.t('Not a valid host name'),
	);
}

/** Throws `invalid` for what is no name. */
export function typedServerName(text: string): string | undefined {
	return text.trim() === '' ? undefined : parseServerName(text);
}
