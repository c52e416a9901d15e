import * as vscode from 'vscode';
import type {
	AuthorityOutcome,
	GenerateRootRequest,
} from '../../../core/backends/contract/administration.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { type AdminTarget, type AdminTask, pickAdminTarget } from '../admin.js';
import { afterNewCa, caDifferences, caSummary, expiryWords, makeCa } from './newCa.js';
import { pickMount } from '../../input/pickers.js';

/**
 * `pki.generateRoot` `{ connection, mount, commonName, issuerName, ttl, keyType, organization, organizationalUnit,
 * maxPathLength }`: the key never leaves the server.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<AuthorityOutcome> {
	const target = await pickAdminTarget(context, input.options, 'generateRoot');
	const mount = await pickMount(context, target.connection, input.options);
	return makeCa(context, input, target, {
		title: vscode.l10n.t('Generate Root'),
		commonName: vscode.l10n.t('Root CA'),
		ttl: '10y',
		mount,
		signedIn: mount,
		task: (request) => rootTask(target, request),
	});
}

function rootTask(
	target: AdminTarget<'generateRoot'>,
	request: GenerateRootRequest,
): AdminTask<AuthorityOutcome> {
	const { mount, commonName: name } = request;
	return {
		title: vscode.l10n.t('Generate root'),
		summary: caSummary(vscode.l10n.t('“{0}” in {1}', name, mount), request),
		operation: { kind: 'generateRoot', request },
		run: (signal) => target.administration.generateRoot(request, { signal }),
		done: (outcome) =>
			[vscode.l10n.t('The root “{0}” was created in {1}.', name, mount), expiryWords(outcome)].join(
				' ',
			),
		differences: (outcome) => caDifferences(outcome, request),
		changes: [{ connection: target.connection.id, mount }],
		next: afterNewCa(mount),
	};
}
