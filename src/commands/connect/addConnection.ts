import * as vscode from 'vscode';
import {
	allFields,
	type BackendDefinition,
	type BackendStatus,
	signInOf,
	withDetails,
} from '../../core/backends/contract/backend.js';
import type { BackendRegistry } from '../../core/backends/registry.js';
import { PkiError } from '../../core/common/errors.js';
import type { NewConnection } from '../../services/connectionStore.js';
import type { CommandContext, CommandInput } from '../command.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { suggestLabel } from './connectionFields.js';
import { askForConnection, type ConnectionForm, toNewConnection } from './connectionForm.js';
import { fieldToMend } from './fieldToMend.js';
import { checkFields, describedFields, openFields, readGiven } from './givenFields.js';
import { badOption, optionalString } from '../input/options.js';
import { showInTree } from '../list/showInTree.js';
import { askAfterFailure, statusWords, tryConnection } from './tryConnection.js';

/**
 * `pki.addConnection` `{ backend, label, fields, secrets }`: tries the connection, then saves it. When every required
 * field is given, only the secrets are asked, and not even they when `secrets` is given.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<{ id: string }> {
	const chosen = await pickDefinition(context.backends, optionalString(input.options, 'backend'));
	if (!context.backends.addable.includes(chosen)) {
		return { id: await listedId(context, chosen) };
	}
	const definition = await withDetails(chosen);
	const given = readGiven(input.options, definition);
	const isDescribed = openFields(definition, given.fields).every(
		(field) => field.required !== true || given.fields?.[field.id] !== undefined,
	);
	if (!isDescribed) return addByWizard(context, definition, given, givenIds(given));
	const connection = checked(definition, given);
	const { fields: asked = [] } = signInOf(definition, given.fields) ?? {};
	if (given.secrets === undefined && asked.some(({ kind }) => kind === 'secret')) {
		return addByWizard(context, definition, connection, describingIds(definition));
	}
	await tryConnection(context, connection);
	return save(context, connection);
}

async function pickDefinition(
	{ all, addable }: BackendRegistry,
	backend: string | undefined,
): Promise<BackendDefinition> {
	if (backend !== undefined) {
		const definition = all.find(({ id }) => id === backend);
		if (definition) return definition;
		throw badOption('backend', all.map(({ id }) => id).join(' | '));
	}
	const [first, ...others] = addable;
	if (first === undefined) throw new PkiError('unsupported', { reason: 'addConnection' });
	if (others.length === 0) return first;
	const items = [first, ...others].map((definition) => ({ label: definition.label, definition }));
	const item = await askOnce(vscode.l10n.t('Add Connection'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('What do you want to connect to?'), items }),
	);
	return item.definition;
}

/** Always listed, never added a second time. */
async function listedId(context: CommandContext, { id }: BackendDefinition): Promise<string> {
	const known = (await context.connections.list()).find(({ backend }) => backend === id);
	if (known) return known.id;
	throw new PkiError('notFound', { reason: 'noConnection' });
}

function checked(definition: BackendDefinition, given: Partial<ConnectionForm>): NewConnection {
	const fields = given.fields ?? {};
	checkFields(definition, fields);
	return toNewConnection({
		backend: definition.id,
		label: given.label ?? suggestLabel(definition, fields),
		fields,
		secrets: given.secrets ?? {},
	});
}

function givenIds({ fields = {}, secrets = {}, label }: Partial<ConnectionForm>): Set<string> {
	const ids = [...Object.keys(fields), ...Object.keys(secrets)];
	return new Set(label === undefined ? ids : [...ids, 'label']);
}

/** Everything but the secrets. */
function describingIds(definition: BackendDefinition): Set<string> {
	return new Set([...describedFields(definition, false), 'label']);
}

async function addByWizard(
	context: CommandContext,
	definition: BackendDefinition,
	given: Partial<ConnectionForm>,
	fixed: ReadonlySet<string>,
): Promise<{ id: string }> {
	let form = await askForConnection(definition, given, { given: fixed });
	for (;;) {
		const connection = toNewConnection(form);
		const outcome = await attempt(context, definition, connection);
		if (typeof outcome === 'object' && 'edit' in outcome) {
			// Anything may be the cause, so everything can be reached by Back and by going on.
			form = await askForConnection(definition, form, { mend: outcome.edit });
		} else if (outcome !== 'retry') {
			const saved = await save(context, connection);
			if (outcome !== 'save') announce(connection, outcome);
			showInTree(context, { connection: saved.id });
			return saved;
		}
	}
}

type Attempt = BackendStatus | 'retry' | 'save' | { readonly edit: string | undefined };

async function attempt(
	context: CommandContext,
	definition: BackendDefinition,
	connection: NewConnection,
): Promise<Attempt> {
	try {
		return await tryConnection(context, connection);
	} catch (error) {
		const answer = await askAfterFailure(connection, error);
		return answer === 'edit' ? { edit: fieldToMend(allFields(definition), error) } : answer;
	}
}

function announce(connection: NewConnection, status: BackendStatus): void {
	const words = statusWords(status, new Date());
	vscode.window.setStatusBarMessage(
		vscode.l10n.t('$(check) {0}: {1}', connection.label, words),
		8000,
	);
}

async function save(context: CommandContext, connection: NewConnection): Promise<{ id: string }> {
	const { id } = await context.connections.add(connection);
	context.changes.fire({ connection: id });
	return { id };
}
