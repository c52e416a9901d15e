import * as vscode from 'vscode';
import type { AdminOutcome } from '../core/backends/administration.js';
import { PkiError } from '../core/common/errors.js';
import { maximumInputSize } from '../core/x509/decode.js';
import { plainText } from '../ui/plainText.js';
import type { CommandContext, CommandInput } from './command.js';
import { carryOut, pickAdminTarget } from './shared/admin.js';
import { type CaBundle, readCaBundle } from './shared/caBundle.js';
import { readBounded } from '../services/files.js';
import { optionalFile } from './shared/options.js';
import { pickMount } from './shared/pickers.js';

/**
 * `pki.importBundle` `{ connection, mount, bundle }`: a file with CA certificates, and their keys where the user has
 * them. It is read and checked here before anything is sent.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const target = await pickAdminTarget(context, input.options);
	const mount = await pickMount(context, target.connection, input.options);
	const bundle = await readBundle(optionalFile(input.options, 'bundle') ?? (await browse()));
	const request = { mount, bundle: bundle.pem };
	const names = plainText(bundle.names.join(', '));
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Import CA bundle'),
		summary: summaryOf(bundle, names, mount),
		operation: { kind: 'importBundle', request },
		run: (signal) => target.administration.importBundle(request, { signal }),
		done: () => vscode.l10n.t('{0}: imported into {1}.', names, mount),
		changes: [{ connection: target.connection.id, mount }],
	});
}

async function readBundle(file: string): Promise<CaBundle> {
	const { bytes } = await readBounded(file, maximumInputSize);
	return readCaBundle(bytes);
}

function summaryOf({ keys }: CaBundle, names: string, mount: string): string {
	return keys === 0
		? vscode.l10n.t(
				'{0} into {1}: certificates only, so nothing can be signed with them',
				names,
				mount,
			)
		: vscode.l10n.t('{0} into {1}; the private key is sent to the server', names, mount);
}

async function browse(): Promise<string> {
	const [file] =
		(await vscode.window.showOpenDialog({
			canSelectMany: false,
			title: vscode.l10n.t('CA Bundle to Import'),
			openLabel: vscode.l10n.t('Import'),
		})) ?? [];
	if (!file) throw new PkiError('cancelled');
	if (file.scheme !== 'file') {
		throw new PkiError('unsupported', { reason: 'notLocalFile', args: { scheme: file.scheme } });
	}
	return file.fsPath;
}
