import * as path from 'node:path';
import * as vscode from 'vscode';
import { writeFilesAtomically } from '../services/files.js';
import { askOnce } from '../ui/wizard.js';
import type { CommandContext, CommandInput } from './command.js';
import { settleTarget } from './shared/conflicts.js';
import { fileNameFor } from './shared/fileNames.js';
import { folderFrom, requireTrust } from './shared/folders.js';
import { askNames } from './shared/formSteps.js';
import { offerToIgnoreKey } from './shared/ignoreKey.js';
import { parseKeyKind } from './shared/keyKinds.js';
import { subjectAltNames } from './shared/names.js';
import { badOption, optionalBoolean, optionalString, optionalStrings } from './shared/options.js';

/** `pki.createRequest`: a new key and a request for it (PKCS #10), as `<name>.key` (0600) and `<name>.csr`. */
export async function run(
	_context: CommandContext,
	input: CommandInput,
): Promise<{ files: { request: string; key: string } }> {
	requireTrust();
	const { options } = input;
	const names = optionalStrings(options, 'names') ?? (input.interactive ? await ask() : []);
	const subject = optionalString(options, 'subject') ?? (names[0] ? `CN=${escaped(names[0])}` : '');
	if (subject === '') throw badOption('names', 'string[]');
	const kind = parseKeyKind(optionalString(options, 'keyType') ?? 'P-256');
	if (kind === undefined)
		throw badOption('keyType', 'P-256 | P-384 | RSA-2048 | RSA-4096 | Ed25519');
	const target = await settleTarget({
		folder: folderFrom(options),
		baseName: fileNameFor(names[0] ?? subject),
		overwrite: optionalBoolean(options, 'overwrite'),
		interactive: input.interactive,
		fileNames: (baseName) => [`${baseName}.csr`, `${baseName}.key`],
	});
	const { generateKey, loadSigningKey } = await import('../core/x509/write/keys.js');
	const { createRequest } = await import('../core/x509/write/request.js');
	const { privateKeyPem } = await generateKey(kind);
	const key = await loadSigningKey(privateKeyPem);
	const request = await createRequest({ subject, names: subjectAltNames(names), key });
	const files = {
		request: path.join(target.folder, `${target.baseName}.csr`),
		key: path.join(target.folder, `${target.baseName}.key`),
	};
	await writeFilesAtomically(
		[
			{ path: files.key, content: privateKeyPem, mode: 0o600 },
			{ path: files.request, content: request },
		],
		{ overwrite: target.overwrite },
	);
	if (input.interactive) {
		offerToIgnoreKey(files.key);
		void vscode.window.showInformationMessage(
			vscode.l10n.t('The request {0} and its key are saved.', path.basename(files.request)),
		);
	}
	return { files };
}

/** A value of an RFC 4514 name, its special characters escaped. */
function escaped(value: string): string {
	return value.replace(/[\\,+"<>;=]|^[# ]| $/g, '\\$&');
}

function ask(): Promise<readonly string[]> {
	return askOnce(vscode.l10n.t('Create Request'), (frame) =>
		askNames(frame, {
			prompt: vscode.l10n.t('Names, the first one is the common name'),
			value: ['localhost'],
			required: true,
		}),
	);
}
