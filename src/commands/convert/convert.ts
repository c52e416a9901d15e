import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import {
	conversionIds,
	convert,
	type ConversionId,
	needsNewPassword,
} from '../../core/convert/convert.js';
import type { Material } from '../../core/convert/material.js';
import { publicItems } from '../../core/convert/publicItems.js';
import type { Wish } from '../../core/convert/target.js';
import { isTrustStore } from '../../core/convert/targets/pkcs12.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseContents } from '../input/chosenContent.js';
import { requireTrust } from '../input/folders.js';
import {
	badOption,
	optionalChoice,
	optionalEntry,
	optionalFile,
	optionalString,
} from '../input/options.js';
import {
	askFormat,
	askKeyFile,
	askNewPassword,
	askOpenKey,
	askWhetherKey,
	askWhetherTrusted,
} from './questions.js';
import { readSources, type Source } from './sources.js';
import { saveConverted } from './saveConverted.js';

type Result = PkiCommands['pki.convert']['result'];

/**
 * `pki.convert` `{ uri, entry, key, to, folder, password, newPassword, overwrite }`: what a file, a selection or a row of the tree
 * holds, in another format. Several files that are selected are put together, as a certificate and its key for PKCS #12. A
 * person is asked for what is missing, and before a private key is written unencrypted. Answers the paths.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	requireTrust();
	const { options, interactive } = input;
	const given = optionalChoice(options, 'to', conversionIds);
	const newPassword = optionalString(options, 'newPassword');
	if (newPassword === '') throw badOption('newPassword', 'string, not empty');
	const keyFile = optionalFile(options, 'key');
	const password = optionalString(options, 'password');
	const keyPassword = optionalString(options, 'keyPassword');
	const contents = await chooseContents(context, input, { cursorMeans: 'file' });
	const entry = optionalEntry(options, 'entry');
	const source: Source = { contents, entry, keyFile, password, keyPassword };
	const found = await readSources(source, interactive);
	const to = given ?? (await askFormat(found.material));
	const { material, wish } = await settle(to, { ...source, ...found }, interactive, newPassword);
	const title = vscode.l10n.t('Converting {0}', contents[0]?.title ?? '');
	const files = await withProgress(title, () => convert(material, to, wish));
	return saveConverted(files, { source, options, interactive });
}

/** What is missing for the format: the private key, its password, the password of what is written. */
async function settle(
	to: ConversionId,
	source: Source & { readonly material: Material },
	interactive: boolean,
	newPassword: string | undefined,
): Promise<{ readonly material: Material; readonly wish: Wish }> {
	const wish: Wish = { newPassword, withKey: source.keyFile !== undefined };
	if (!interactive) {
		if (needsNewPassword(to) && newPassword === undefined) {
			throw badOption('newPassword', 'string, not empty');
		}
		return { material: source.material, wish };
	}
	switch (to) {
		case 'pkcs12': {
			const isTrusted = isTrustStore(source.material) && (await askWhetherTrusted());
			const { material } = isTrusted ? source : await withOpenKey(source);
			return { material, wish: { ...wish, newPassword: newPassword ?? (await askNewPassword()) } };
		}
		case 'jwk':
		case 'jwks': {
			const hasKey = source.material.keys.length > 0;
			if (!hasKey || !(await askWhetherKey())) {
				return { material: source.material, wish: { ...wish, withKey: false } };
			}
			const { material } = await withOpenKey(source);
			return { material, wish: { ...wish, withKey: true } };
		}
		case 'pem':
		case 'der': {
			const { material } = source;
			const isPlain = material.keys.some(({ opened }) => opened !== undefined);
			if (!isPlain || newPassword !== undefined) return { material, wish };
			const answer = await askOpenKey(publicItems(material).length > 0);
			if (answer === 'without') return { material: { ...material, keys: [] }, wish };
			if (answer === 'plain') return { material, wish };
			return { material, wish: { ...wish, newPassword: await askNewPassword() } };
		}
		case 'pkcs7':
			return { material: source.material, wish };
	}
}

/** With a private key that can be used: it is chosen where there is none, and its password asked for. */
async function withOpenKey(
	source: Source & { readonly material: Material },
): Promise<{ readonly material: Material }> {
	const { keys } = source.material;
	const keyFile = keys.length > 0 ? source.keyFile : await askKeyFile(source.contents[0]?.uri);
	const isOpen = keyFile === source.keyFile && keys.every(({ opened }) => opened !== undefined);
	return isOpen ? source : readSources({ ...source, keyFile }, true, { opensKeys: true });
}
