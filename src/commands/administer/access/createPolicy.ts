import * as vscode from 'vscode';
import type { AdminOutcome } from '../../../core/backends/contract/administration.js';
import type { Backend, RolePolicy, RoleRight } from '../../../core/backends/contract/backend.js';
import { defined } from '../../../core/common/defined.js';
import { isPkiError, PkiError } from '../../../core/common/errors.js';
import { sayDone } from '../../../ui/output.js';
import { plainText } from '../../../ui/words/plainText.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { askOnce } from '../../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { optionalBoolean } from '../../input/options.js';
import { pickMount, pickRole } from '../../input/pickers.js';
import {
	type AdminTarget,
	type AdminTask,
	carryOut,
	confirmTask,
	pickAdminTarget,
} from '../admin.js';
import {
	askPolicy,
	givenName,
	givenReading,
	givenRights,
	type PolicyChoice,
	readingWords,
} from './policyForm.js';
import { whileShown } from './policyText.js';

type Target = AdminTarget<'writePolicy' | 'readPolicy'>;

/**
 * `pki.createPolicy` `{ connection, mount, role, allow, name, reading, confirmed }`: a policy for one role, shown against what
 * has its name already; nothing is written where that says the same.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<RolePolicy> {
	const { options } = input;
	const confirmed = optionalBoolean(options, 'confirmed') === true;
	const given = { allow: givenRights(options), name: givenName(options) };
	const target = await pickAdminTarget(context, options, 'writePolicy', 'readPolicy');
	const mount = await pickMount(context, target.connection, options);
	const role = await pickRole(context, target.connection, mount, options);
	await requireRole(target.client, mount, role);
	const readings = target.client.policyReadings ?? [];
	const reading = givenReading(options, readings);
	const propose = (allow: readonly RoleRight[], chosen = reading) =>
		proposal(target.client, { mount, role, allow, ...(chosen && { reading: chosen }) });
	const usual: readonly RoleRight[] = ['issue'];
	const choice: PolicyChoice = input.interactive
		? await askPolicy(role, defined({ ...given, reading }), readings, propose)
		: { allow: given.allow ?? usual, name: given.name ?? propose(usual).name };
	const { allow, name } = choice;
	// Nothing was ticked.
	if (allow.length === 0) throw new PkiError('cancelled');
	const proposed = { ...propose(allow, choice.reading), name };
	const { policy } = proposed;
	const { before, isHidden } = await readBefore(target, name);
	if (before?.trim() === policy.trim()) {
		if (input.interactive) sayDone(vscode.l10n.t('Policy “{0}” is already up to date', name));
		return proposed;
	}
	const task = policyTask(
		target,
		{ ...proposed, isNew: before === undefined, isHidden },
		{ mount, role },
	);
	if (!confirmed) {
		const ask = () => askOnce(task.title, (frame) => confirmTask(frame, target, task));
		await whileShown({ name, before, after: policy, language: proposed.language }, ask);
	}
	await carryOut(context, input, target, { ...task, isConfirmed: true });
	return proposed;
}

function proposal(client: Backend, request: Parameters<NonNullable<Backend['rolePolicy']>>[0]) {
	if (!client.rolePolicy) throw new PkiError('unsupported', { reason: 'writePolicy' });
	return client.rolePolicy(request);
}

/** A name typed wrongly would make a policy that allows nothing; a role that may not be read can be there. */
async function requireRole(client: Backend, mount: string, role: string): Promise<void> {
	try {
		await withProgress(vscode.l10n.t('Reading role “{0}”', plainText(role)), (signal) =>
			client.readRole(mount, role, { signal }),
		);
	} catch (error) {
		if (!isPkiError(error, 'forbidden')) throw error;
	}
}

interface Before {
	/** Undefined where there is none, or where it is hidden. */
	readonly before: string | undefined;
	/** It may be written but not read. */
	readonly isHidden: boolean;
}

async function readBefore({ administration }: Target, name: string): Promise<Before> {
	try {
		const found = await withProgress(vscode.l10n.t('Reading policy “{0}”', name), (signal) =>
			administration.readPolicy({ name }, { signal }),
		);
		return { before: found.policy, isHidden: false };
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return { before: undefined, isHidden: true };
		throw error;
	}
}

function policyTask(
	{ administration, connection }: Target,
	{
		name,
		policy,
		reading,
		isNew,
		isHidden,
	}: RolePolicy & { readonly isNew: boolean; readonly isHidden: boolean },
	place: { readonly mount: string; readonly role: string },
): AdminTask<AdminOutcome> {
	const request = { name, policy };
	return {
		title: isNew ? vscode.l10n.t('Create policy') : vscode.l10n.t('Replace policy'),
		summary: isHidden
			? vscode.l10n.t(
					'“{0}”, as shown. Your token cannot read policies: one of this name would be replaced.',
					name,
				)
			: isNew
				? vscode.l10n.t('“{0}”, as shown in the editor', name)
				: vscode.l10n.t('“{0}”, with the changes shown in the editor', name),
		operation: { kind: 'writePolicy', request },
		run: (signal) => administration.writePolicy(request, { signal }),
		done: () => {
			const done = vscode.l10n.t(
				'Policy “{0}” was written to {1}.',
				name,
				plainText(connection.label),
			);
			if (reading === undefined) return done;
			const how = readingWords(reading);
			return vscode.l10n.t('{0} It uses {1}. Test it before relying on it.', done, how);
		},
		changes: [],
		next: [
			{
				title: vscode.l10n.t('Create Token…'),
				command: 'pki.createToken',
				needs: ['createToken'],
				options: { ...place, policies: [name] },
			},
			{
				title: vscode.l10n.t('Bind Policy…'),
				command: 'pki.bindPolicy',
				needs: ['bindPolicy'],
				options: { policy: name },
			},
		],
	};
}
