import * as vscode from 'vscode';
import type { DeleteResult } from '../../../api.js';
import type { Backend, PolicyBinding } from '../../../core/backends/contract/backend.js';
import { PkiError } from '../../../core/common/errors.js';
import { confirmLoss } from '../../../ui/ask/confirm.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { runWizard } from '../../../ui/ask/wizard.js';
import { plainText } from '../../../ui/words/plainText.js';
import { exactTime } from '../../../ui/words/words.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { badOption, optionalMount, optionalString, type Options } from '../../input/options.js';
import { pickPaged } from '../../input/pagedPick.js';
import { type AdminTarget, type AdminTask, carryOut, pickAdminTarget } from '../admin.js';
import { required, textStep } from '../adminForm.js';
import { isConfirmed } from '../confirmDeletion.js';
import { identityKindWords } from './identityWords.js';

type Target = AdminTarget<'listBindings' | 'unbindPolicy'>;
type Form = Readonly<{ policy: string }>;

/**
 * `pki.unbindPolicy` `{ connection, policy, binding, confirmed }`: takes a policy away from one who has it. For the row of a role,
 * the name of the policy that is made for it is typed in.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<DeleteResult> {
	const { options, interactive } = input;
	const confirmed = isConfirmed(options, ['policy', 'binding']);
	const target = await pickAdminTarget(context, options, 'unbindPolicy', 'listBindings');
	const given = optionalString(options, 'policy');
	const id = optionalString(options, 'binding');
	// The only binding there is may be another one than a program means.
	if (!interactive && given === undefined) throw badOption('policy', 'string');
	if (!interactive && id === undefined) throw badOption('binding', 'string');
	const policy = given ?? (await askPolicy(options, target.client));
	const binding = await findBinding(target, policy, id);
	return carryOut(context, input, target, unbindTask(target, binding, confirmed));
}

async function askPolicy(options: Options, client: Backend): Promise<string> {
	const mount = optionalMount(options);
	const role = optionalString(options, 'role');
	const usual =
		mount === undefined || role === undefined
			? undefined
			: client.rolePolicy?.({ mount, role, allow: ['issue'] }).name;
	const step = textStep<Form>('policy', {}, () => ({
		prompt: vscode.l10n.t('Name of the policy'),
		validate: required,
		...(usual !== undefined && { value: usual }),
	}));
	const { policy } = await runWizard<Form>(vscode.l10n.t('Unbind Policy'), [step], {});
	return policy;
}

/** The one with the id, else asked. Rejects with `notFound`, reason `noBinding`, where there is none. */
async function findBinding(
	{ administration }: Target,
	policy: string,
	id: string | undefined,
): Promise<PolicyBinding> {
	const read = (signal: AbortSignal) => administration.listBindings({ name: policy }, { signal });
	const none = new PkiError('notFound', { reason: 'noBinding' });
	if (id === undefined) {
		return pickPaged<PolicyBinding>({
			title: vscode.l10n.t('Unbind Policy “{0}”', plainText(policy)),
			prompt: vscode.l10n.t('Unbind from'),
			field: 'binding',
			page: async (_cursor, signal) => ({ items: await read(signal) }),
			item: ({ identity, identityKind, expiresAt }) => ({
				label: plainText(identity),
				description: identityKindWords(identityKind),
				detail:
					expiresAt === undefined
						? vscode.l10n.t('no expiry')
						: vscode.l10n.t('until {0}', exactTime(expiresAt)),
			}),
			none,
		});
	}
	const title = vscode.l10n.t('Reading who has policy “{0}”', plainText(policy));
	const found = (await withProgress(title, read)).find((binding) => binding.id === id);
	if (!found) throw none;
	return found;
}

function unbindTask(
	{ administration, connection }: Target,
	{ id, policy, identity, identityKind }: PolicyBinding,
	confirmed: boolean,
): AdminTask<DeleteResult> {
	const who = `${identityKindWords(identityKind)} ${plainText(identity)}`;
	const names = [plainText(policy), who] as const;
	const unbind = vscode.l10n.t('Unbind');
	return {
		title: vscode.l10n.t('Unbind policy'),
		summary: vscode.l10n.t('“{0}” from {1}', ...names),
		confirm: async () => {
			if (confirmed) return;
			await confirmLoss(vscode.l10n.t('Unbind policy “{0}” from {1}?', ...names), {
				detail: vscode.l10n.t(
					'On {0}, they lose what only this policy allows. You can bind it again.',
					plainText(connection.label),
				),
				keep: vscode.l10n.t('Keep'),
				actions: [unbind],
			});
		},
		run: (signal) => administration.unbindPolicy({ policy, id }, { signal }),
		done: () => vscode.l10n.t('Unbound policy “{0}” from {1}.', ...names),
		changes: [],
	};
}
