import * as vscode from 'vscode';
import type { AdminOutcome } from '../../../core/backends/contract/administration.js';
import type { Backend, RoleRules } from '../../../core/backends/contract/backend.js';
import { knownRules, newRules, type RoleForm } from '../../../core/backends/roles/roleForm.js';
import { isPkiError, PkiError } from '../../../core/common/errors.js';
import { roleSummaryWords } from '../../../ui/words/roleWords.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { askOrRecall } from '../../../ui/ask/drafts.js';
import { askOnce, type TextQuestion } from '../../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../../command.js';
import {
	carryOut,
	confirmTask,
	mountMaxTtl as readMountMaxTtl,
	pickAdminTarget,
} from '../admin.js';
import { badOption, optionalString } from '../../input/options.js';
import { isUsable, namedIssuers, pickMount } from '../../input/pickers.js';
import { askRole } from './roleForm.js';
import { isRoleName, parseRules } from './roleRules.js';
import { roleTask } from './writeRole.js';

/** What most roles allow: hosts of one's own domains, as servers and clients. */
const usual: RoleRules = {
	allowSubdomains: true,
	allowWildcards: true,
	allowIpSans: true,
	serverAuth: true,
	clientAuth: true,
	enforceHostnames: true,
	requireCommonName: true,
	keyType: 'ec',
	keyBits: 256,
	ttlSeconds: 30 * 86_400,
	maxTtlSeconds: 90 * 86_400,
};

/**
 * `pki.createRole` `{ connection, mount, name, rules }`. Rejects with `exists` when there is such a role already: that
 * would be changed, not created.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const rules = parseRules(input.options.rules);
	const target = await pickAdminTarget(context, input.options, 'writeRole');
	const mount = await pickMount(context, target.connection, input.options);
	const title = vscode.l10n.t('Create Role');
	const given = optionalString(input.options, 'name');
	const role = given ?? (await askName(title, target.client, mount));
	if (!isRoleName(role)) throw badOption('name', 'A-Za-z0-9._-');
	if (given !== undefined && (await roleExists(target.client, mount, role))) {
		throw new PkiError('exists', { reason: 'role', args: { mount, role } });
	}
	const taskOf = (chosen: RoleRules) =>
		roleTask(target, {
			...{ mount, role, rules: chosen, exists: false },
			summary: roleSummaryWords(chosen),
		});
	if (rules) return carryOut(context, input, target, taskOf(rules));
	const { roleRules: known, keyTypes } = target.client;
	const issuers = await namedIssuers(context, target.connection, mount);
	const first = issuers.find(isUsable);
	const begun = { ...knownRules(usual, known), ...(first && { issuer: first.id }) };
	const answered = (answers: RoleForm) => knownRules(newRules(begun, answers), known);
	const mountMaxTtl = await readMountMaxTtl(target.client, mount);
	const form = await askRole({
		...{ title, now: begun, known, keyTypes, issuers, mountMaxTtl },
		hasMounts: context.backends.of(target.connection).singleMount === undefined,
		confirm: (answers) => (frame) => confirmTask(frame, target, taskOf(answered(answers))),
	});
	const task = taskOf(answered(form));
	return carryOut(context, input, target, { ...task, isConfirmed: true });
}

async function askName(title: string, client: Backend, mount: string): Promise<string> {
	const known = await withProgress(vscode.l10n.t('Reading the roles'), (signal) =>
		roleNames(client, mount, signal),
	);
	const { name } = await askOrRecall(title, ['name'], async () => ({
		name: await askOnce(title, (frame) => frame.text(nameQuestion(known))),
	}));
	return name.trim();
}

function nameQuestion(known: readonly string[]): TextQuestion {
	return {
		prompt: vscode.l10n.t('Name of the role'),
		placeholder: 'web',
		validate: (text) => {
			if (!isRoleName(text.trim())) {
				return vscode.l10n.t(
					'Use letters, digits and underscores. Dots and dashes cannot be first or last',
				);
			}
			return known.includes(text.trim())
				? vscode.l10n.t('A role of this name already exists. Edit it instead.')
				: undefined;
		},
	};
}

/** A token that may write roles but not list them is not stopped by that. */
async function roleNames(
	client: Backend,
	mount: string,
	signal: AbortSignal,
): Promise<readonly string[]> {
	try {
		const { items } = await client.listRoles(mount, { limit: 5000 }, { signal });
		return items.map(({ role }) => role);
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return [];
		throw error;
	}
}

async function roleExists(client: Backend, mount: string, role: string): Promise<boolean> {
	try {
		await withProgress(vscode.l10n.t('Reading role “{0}”', role), (signal) =>
			client.readRole(mount, role, { signal }),
		);
		return true;
	} catch (error) {
		if (isPkiError(error, 'notFound') || isPkiError(error, 'forbidden')) return false;
		throw error;
	}
}
