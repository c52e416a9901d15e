import * as vscode from 'vscode';
import type { PolicyBinding } from '../../../api.js';
import type {
	Backend,
	BindingOutcome,
	BindPolicyRequest,
	Identity,
	IdentityKind,
} from '../../../core/backends/contract/backend.js';
import { defined } from '../../../core/common/defined.js';
import { parseDuration } from '../../../core/common/duration.js';
import { isPkiError } from '../../../core/common/errors.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { runWizard } from '../../../ui/ask/wizard.js';
import { plainText } from '../../../ui/words/plainText.js';
import { durationWords } from '../../../ui/words/roleWords.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { badOption, optionalChoice, optionalString, type Options } from '../../input/options.js';
import { type AdminTarget, type AdminTask, carryOut, pickAdminTarget } from '../admin.js';
import { choiceStep, optionalTtl, required, requireTtl, textStep } from '../adminForm.js';

type Form = Readonly<{ policy: string; identityKind: string; identity: string; ttl: string }>;

const kinds = ['serviceAccount', 'user', 'group'] as const satisfies readonly IdentityKind[];

/**
 * `pki.bindPolicy` `{ connection, policy, identity, identityKind, ttl }`: gives a policy to a user, a service account or a
 * group, beside those that have it.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<PolicyBinding> {
	const { options, interactive } = input;
	const given = readOptions(options);
	const target = await pickAdminTarget(context, options, 'bindPolicy');
	const form = interactive ? await ask(given, await ownIdentity(target.client)) : given;
	const request = requestOf(form, new Date());
	const { binding } = await carryOut(context, input, target, bindTask(target, request));
	return binding;
}

function readOptions(options: Options): Partial<Form> {
	const ttl = optionalTtl(options);
	return defined({
		policy: optionalString(options, 'policy'),
		identityKind: optionalChoice(options, 'identityKind', kinds),
		identity: optionalString(options, 'identity'),
		ttl: ttl === undefined ? undefined : String(requireTtl(ttl)),
	});
}

/** An example of how identities are written; a token that may not ask has none. */
async function ownIdentity(client: Backend): Promise<Identity | undefined> {
	if (!client.whoAmI) return undefined;
	try {
		return await withProgress(
			vscode.l10n.t('Reading identity'),
			(signal) => client.whoAmI?.({ signal }) ?? Promise.resolve(undefined),
		);
	} catch (error) {
		if (isPkiError(error, 'forbidden') || isPkiError(error, 'notFound')) return undefined;
		throw error;
	}
}

function ask(given: Partial<Form>, own: Identity | undefined): Promise<Form> {
	const choices = kinds.map((value) => ({ value, label: kindWords(value) }));
	return runWizard<Form>(
		vscode.l10n.t('Bind Policy'),
		[
			textStep<Form>('policy', given, () => ({
				prompt: vscode.l10n.t('Name of the policy'),
				validate: required,
			})),
			choiceStep<Form>('identityKind', given, vscode.l10n.t('Bind to'), choices),
			textStep<Form>('identity', given, () => ({
				prompt: vscode.l10n.t('Identity ID'),
				placeholder: own?.id ?? 'sa:deployer',
				validate: required,
			})),
			textStep<Form>('ttl', given, () => ({
				prompt: vscode.l10n.t('Duration (empty: no expiry)'),
				placeholder: '30d',
				validate: (text) =>
					text.trim() === '' || parseDuration(text) !== undefined
						? undefined
						: vscode.l10n.t('Type a duration such as 30d, 720h or 10y.'),
			})),
		],
		given,
	);
}

function requestOf({ policy, identityKind, identity, ttl = '' }: Partial<Form>, now: Date) {
	const kind = kinds.find((each) => each === identityKind);
	if (policy === undefined) throw badOption('policy', 'string');
	if (identity === undefined) throw badOption('identity', 'string');
	if (kind === undefined) throw badOption('identityKind', kinds.join(' | '));
	const seconds = ttl === '' ? undefined : requireTtl(ttl);
	return {
		...{ policy, identity, identityKind: kind },
		...(seconds !== undefined && {
			expiresAt: new Date(now.getTime() + seconds * 1000).toISOString(),
		}),
		seconds,
	};
}

function kindWords(kind: IdentityKind): string {
	switch (kind) {
		case 'user':
			return vscode.l10n.t('User');
		case 'serviceAccount':
			return vscode.l10n.t('Service account');
		case 'group':
			return vscode.l10n.t('Group');
	}
}

function bindTask(
	{ administration }: AdminTarget<'bindPolicy'>,
	{ seconds, ...request }: BindPolicyRequest & { readonly seconds: number | undefined },
): AdminTask<BindingOutcome> {
	const { policy, identity, identityKind } = request;
	const who = `${kindWords(identityKind)} ${plainText(identity)}`;
	return {
		title: vscode.l10n.t('Bind policy'),
		summary:
			seconds === undefined
				? vscode.l10n.t('“{0}” for {1}, no expiry', plainText(policy), who)
				: vscode.l10n.t('“{0}” for {1}, {2}', plainText(policy), who, durationWords(seconds)),
		operation: { kind: 'bindPolicy', request },
		run: (signal) => administration.bindPolicy(request, { signal }),
		done: () => vscode.l10n.t('Policy “{1}” is now bound to {0}.', ...[who, plainText(policy)]),
		changes: [],
	};
}
