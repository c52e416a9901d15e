import * as vscode from 'vscode';
import { durationWords } from '../../ui/words/roleWords.js';
import type { AuthorityOutcome } from '../../core/backends/contract/administration.js';
import type { CommandContext, CommandInput } from '../command.js';
import {
	afterNewCa,
	caDifferences,
	carryOut,
	expiryWords,
	mountMaxTtl,
	pickAdminTarget,
} from './admin.js';
import { askForCa } from './caForm.js';
import { pickMount } from '../input/pickers.js';

/** `pki.generateRoot` `{ connection, mount, commonName, issuerName, ttl, keyType }`: the key never leaves the server. */
export async function run(context: CommandContext, input: CommandInput): Promise<AuthorityOutcome> {
	const target = await pickAdminTarget(context, input.options, 'generateRoot');
	const mount = await pickMount(context, target.connection, input.options);
	const request = await askForCa(mount, input.options, input.interactive, {
		title: vscode.l10n.t('Generate Root'),
		commonName: vscode.l10n.t('Root CA'),
		ttl: '10y',
		maxTtl: await mountMaxTtl(target.client, mount),
	});
	const name = request.commonName;
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Generate root'),
		summary: vscode.l10n.t('“{0}” in {1}, for {2}', name, mount, durationWords(request.ttlSeconds)),
		operation: { kind: 'generateRoot', request },
		run: (signal) => target.administration.generateRoot(request, { signal }),
		done: (outcome) =>
			[vscode.l10n.t('The root “{0}” is created in {1}.', name, mount), expiryWords(outcome)].join(
				' ',
			),
		differences: (outcome) => caDifferences(outcome, request),
		changes: [{ connection: target.connection.id, mount }],
		next: afterNewCa(mount),
	});
}
