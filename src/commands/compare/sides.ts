/** What is compared: one block of a file, of a selection, or of what a server has. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { Comparable } from '../../services/compareSelection.js';
import { readShown } from '../../ui/contents.js';
import type { CommandContext } from '../command.js';
import { chooseCertificate, isInBackend } from '../input/chosenCertificate.js';
import { comparablesIn, likeliest } from '../input/blockChoice.js';
import { optionalUri } from '../input/fileUris.js';
import {
	badOption,
	fileWords,
	optionalNumber,
	optionalString,
	type Options,
} from '../input/options.js';

/** An option of the API: a `Uri`, a path, `{ uri, line }`, `{ text }`, or what a server has, as a row of the tree names it. */
export async function sideOf(
	context: CommandContext,
	options: Options,
	name: string,
): Promise<Comparable> {
	const value = options[name] ?? undefined;
	const expected = `${fileWords} | { uri, line } | { text } | { connection, mount, serialNumber }`;
	if (value === undefined) throw badOption(name, expected);
	const fields: Options = isFields(value) ? value : { uri: value };
	if (isInBackend(fields)) {
		// What stands behind it is its chain.
		const [certificate] = await comparablesIn(await chooseCertificate(context, fields));
		return certificate;
	}
	const text = optionalString(fields, 'text');
	if (text !== undefined) {
		return likeliest(await comparablesIn({ title: vscode.l10n.t('Text'), content: text }));
	}
	const uri = optionalUri(fields, 'uri');
	if (!uri) throw badOption(name, expected);
	const line = optionalNumber(fields, 'line', { min: 0 });
	const title = path.posix.basename(uri.path);
	const all = await comparablesIn({ title, content: await readShown(uri) });
	if (line === undefined) return likeliest(all);
	const at = all.find(({ block }) => block.line === line);
	if (!at) throw new PkiError('invalid', { reason: 'noBlocks' });
	return at;
}

/** A `Uri` that went through JSON has a scheme. */
function isFields(value: unknown): value is Options {
	return (
		typeof value === 'object' && value !== null && !('scheme' in value) && !Array.isArray(value)
	);
}
