/** The token of the environment: a variable, or the file that the programs keep it in. */
import { isPkiError } from '../../../common/errors.js';
import type { EnvironmentReader, UnreadSetting } from '../../contract/backend.js';
import { lookUp } from './variables.js';

/**
 * A program that the configuration names in place of the token file is not run, and the file, which may hold an older
 * token, is not read.
 *
 * @param described The variable with the address: its prefix tells whose configuration counts.
 */
export async function findToken(
	environment: EnvironmentReader,
	described: string,
): Promise<string | undefined> {
	const variable = lookUp(environment, 'TOKEN')?.value.trim();
	if (variable !== undefined) return variable;
	if ((await readTokenHelper(environment, described)) !== undefined) return undefined;
	const path = lookUp(environment, 'TOKEN_PATH')?.value.trim() ?? '~/.vault-token';
	const text = (await environment.file(path))?.trim();
	return text === '' ? undefined : text;
}

/** Named where it would be asked for the token. A configuration that cannot be read is named as well. */
export async function findTokenHelper(
	environment: EnvironmentReader,
	described: string,
): Promise<readonly UnreadSetting[]> {
	const token = lookUp(environment, 'TOKEN');
	if (token !== undefined) return [];
	try {
		const name = await readTokenHelper(environment, described);
		const instead = `${described.startsWith('BAO_') ? 'BAO' : 'VAULT'}_TOKEN`;
		return name === undefined ? [] : [{ name, reason: 'tokenHelper', instead }];
	} catch (error) {
		// The same happens when the token is read, and is said then.
		if (isPkiError(error)) return [];
		throw error;
	}
}

/** The configuration file that names a token helper. */
async function readTokenHelper(
	environment: EnvironmentReader,
	described: string,
): Promise<string | undefined> {
	const named = lookUp(environment, 'CONFIG_PATH')?.value.trim();
	const usual = described.startsWith('BAO_') ? ['~/.bao'] : ['~/.vault', '~/.bao'];
	for (const path of named === undefined ? usual : [named]) {
		const text = await environment.file(path).catch((error: unknown) => {
			// A folder of that name is no configuration.
			if (isPkiError(error, 'invalid')) return undefined;
			throw error;
		});
		if (text !== undefined && namesHelper(text)) return path;
	}
	return undefined;
}

/** HCL or JSON, in which comments begin with `#` or `//`. */
function namesHelper(text: string): boolean {
	return text.split('\n').some((line) => /^[\s{]*"?token_helper"?\s*[=:]\s*"[^"]/.test(line));
}
