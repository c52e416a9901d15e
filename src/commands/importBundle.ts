import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { AdminOutcome } from '../core/backends/administration.js';
import { PkiError } from '../core/common/errors.js';
import type { CommandContext, CommandInput } from './command.js';
import { carryOut, pickAdminTarget } from './shared/admin.js';
import { optionalFile } from './shared/options.js';
import { pickMount } from './shared/pickers.js';

/** `pki.importBundle` `{ connection, mount, bundle }`: a PEM file with CA certificates, and keys where there are any. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const target = await pickAdminTarget(context, input.options);
	const mount = await pickMount(context, target.connection, input.options);
	const file = optionalFile(input.options, 'bundle') ?? (await browse());
	const request = { mount, bundle: await readFile(file, 'utf8') };
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Import CA bundle'),
		summary: vscode.l10n.t('{0} into {1}', file, mount),
		operation: { kind: 'importBundle', request },
		run: (signal) => target.administration.importBundle(request, { signal }),
		done: () => vscode.l10n.t('The bundle stands in {0}.', mount),
		changes: [{ connection: target.connection.id, mount }],
	});
}

async function browse(): Promise<string> {
	const [file] = (await vscode.window.showOpenDialog({ canSelectMany: false })) ?? [];
	if (!file) throw new PkiError('cancelled');
	return file.fsPath;
}
