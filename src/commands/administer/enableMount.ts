import * as vscode from 'vscode';
import { durationWords } from '../../ui/words/roleWords.js';
import type {
	AdminOutcome,
	EnableMountRequest,
} from '../../core/backends/contract/administration.js';
import { runWizard } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import {
	type AdminTarget,
	type AdminTask,
	carryOut,
	confirmStep,
	pickAdminTarget,
} from './admin.js';
import { optionalTtl, requireTtl, textStep, validateTtl } from './adminForm.js';
import { normalizeMount, optionalString } from '../input/options.js';

interface Form {
	path: string;
	maxTtl: string;
	[key: string]: string | undefined;
}

/** `pki.enableMount` `{ connection, path, maxTtl, description }`: a PKI mount that lets its CA live long enough. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const { options } = input;
	const target = await pickAdminTarget(context, options, 'enableMount');
	const given: Partial<Form> = {
		path: optionalString(options, 'path'),
		maxTtl: optionalTtl(options, 'maxTtl'),
	};
	const description = optionalString(options, 'description');
	const taskOf = ({ path, maxTtl }: Form) =>
		enableTask(target, {
			mount: normalizeMount(path),
			maxTtlSeconds: requireTtl(maxTtl, 'maxTtl'),
			description,
		});
	const form = await runWizard<Form>(
		vscode.l10n.t('Enable PKI Mount'),
		[
			textStep<Form>('path', given, () => ({
				prompt: vscode.l10n.t('Path of the mount, such as pki or pki_int'),
				value: 'pki',
				validate: validatePath,
			})),
			textStep<Form>('maxTtl', given, () => ({
				prompt: vscode.l10n.t(
					'Maximum lifetime. If empty, the server limits every lifetime to 32 days, including the CA’s',
				),
				value: '10y',
				validate: (text) => validateTtl(text, undefined),
			})),
			confirmStep<Form>(input, target, taskOf),
		],
		given,
	);
	return carryOut(context, input, target, { ...taskOf(form), isConfirmed: true });
}

function enableTask(
	target: AdminTarget<'enableMount'>,
	request: EnableMountRequest,
): AdminTask<AdminOutcome> {
	const { mount, maxTtlSeconds } = request;
	return {
		title: vscode.l10n.t('Enable PKI mount'),
		summary: vscode.l10n.t('{0}, lifetimes up to {1}', mount, durationWords(maxTtlSeconds)),
		operation: { kind: 'enableMount', request },
		run: (signal) => target.administration.enableMount(request, { signal }),
		done: () => vscode.l10n.t('The PKI mount {0} is enabled. It has no CA yet.', mount),
		changes: [{ connection: target.connection.id, part: 'mounts' }],
		next: [
			{
				title: vscode.l10n.t('Generate Root…'),
				command: 'pki.generateRoot',
				needs: ['generateRoot'],
				options: { mount },
			},
			{
				title: vscode.l10n.t('Generate Intermediate…'),
				command: 'pki.generateIntermediate',
				needs: ['generateIntermediate'],
				options: { mount },
			},
		],
	};
}

function validatePath(path: string): string | undefined {
	return /^[\w.-]+(\/[\w.-]+)*\/?$/.test(path.trim())
		? undefined
		: vscode.l10n.t('Use letters, digits, dots, dashes, underscores and slashes.');
}
