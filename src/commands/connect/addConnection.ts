import * as vscode from 'vscode';
import {
	allFields,
	type BackendDefinition,
	type BackendStatus,
	type ConnectionField,
	signInOf,
	signInSetting,
} from '../../core/backends/contract/backend.js';
import type { BackendRegistry } from '../../core/backends/registry.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { NewConnection } from '../../services/services.js';
import type { CommandContext, CommandInput } from '../command.js';
import { askOnce } from '../../ui/ask/wizard.js';
import {
	askForConnection,
	type ConnectionForm,
	fieldProblem,
	suggestLabel,
	toNewConnection,
} from './connectionForm.js';
import { badOption, optionalString, optionalStringRecord, requireKnown } from '../input/options.js';
import { showInTree } from '../list/showInTree.js';
import { askAfterFailure, statusWords, tryConnection } from './tryConnection.js';

/**
 * `pki.addConnection` `{ backend, label, fields, secrets }`: tries the connection, then saves it. When every required
 * field is given, only the secrets are asked, and not even they when `secrets` is given.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<{ id: string }> {
	const definition = await pickDefinition(
		context.backends,
		optionalString(input.options, 'backend'),
	);
	if (!context.backends.addable.includes(definition)) {
		return { id: await listedId(context, definition) };
	}
	const given = readGiven(input, definition);
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
		frame.pick({ prompt: vscode.l10n.t('To what?'), items }),
	);
	return item.definition;
}

/** Always listed, never added a second time. */
async function listedId(context: CommandContext, { id }: BackendDefinition): Promise<string> {
	const known = (await context.connections.list()).find(({ backend }) => backend === id);
	if (known) return known.id;
	throw new PkiError('notFound', { reason: 'noConnection' });
}

function readGiven(
	{ options }: CommandInput,
	definition: BackendDefinition,
): Partial<ConnectionForm> {
	const fields = optionalStringRecord(options, 'fields') ?? {};
	const secrets = optionalStringRecord(options, 'secrets');
	// A secret among the fields would be saved where everybody can read it.
	const [secret, open] = [describedFields(definition, true), describedFields(definition, false)];
	requireKnown('fields', fields, open);
	const methods = (definition.signIn ?? []).map(({ id }) => id);
	const method = fields[signInSetting];
	if (method !== undefined && !methods.includes(method)) {
		throw badOption(`fields.${signInSetting}`, methods.join(' | '));
	}
	requireKnown('secrets', secrets ?? {}, secret);
	const label = optionalString(options, 'label');
	return { fields, ...(secrets && { secrets }), ...(label !== undefined && { label }) };
}

/** Ids of the fields of a kind; how to sign in is one where there are several ways. */
function describedFields(definition: BackendDefinition, secret: boolean): readonly string[] {
	const ids = allFields(definition)
		.filter(({ kind }) => (kind === 'secret') === secret)
		.map(({ id }) => id);
	const hasChoice = (definition.signIn ?? []).length > 1;
	return secret || !hasChoice ? ids : [...ids, signInSetting];
}

/** What is no secret, of the way to sign in that is given. */
function openFields(
	definition: BackendDefinition,
	given: Readonly<Record<string, string>> | undefined,
): readonly ConnectionField[] {
	const fields = [...definition.fields, ...(signInOf(definition, given)?.fields ?? [])];
	return fields.filter(({ kind }) => kind !== 'secret');
}

function checked(definition: BackendDefinition, given: Partial<ConnectionForm>): NewConnection {
	const fields = given.fields ?? {};
	for (const field of openFields(definition, fields)) {
		const value = fields[field.id];
		if (value === undefined) continue;
		const problem = fieldProblem(field, value);
		if (typeof problem !== 'string') continue;
		const explanation = vscode.l10n.t('“{0}”: {1}', `fields.${field.id}`, problem);
		throw new PkiError('invalid', { reason: 'badOption', args: { explanation } });
	}
	return toNewConnection({
		backend: definition.id,
		label: given.label ?? suggestLabel(definition, fields),
		fields,
		secrets: given.secrets ?? {},
		further: false,
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
		const outcome = await attempt(context, connection);
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

async function attempt(context: CommandContext, connection: NewConnection): Promise<Attempt> {
	try {
		return await tryConnection(context, connection);
	} catch (error) {
		const answer = await askAfterFailure(connection, error);
		return answer === 'edit' ? { edit: fieldToMend(context, connection, error) } : answer;
	}
}

/** The field that is the likeliest cause of a failure; undefined: the first one. */
function fieldToMend(
	{ backends }: CommandContext,
	connection: NewConnection,
	error: unknown,
): string | undefined {
	if (!isPkiError(error)) return undefined;
	const definition = backends.of(connection);
	return error.code === 'unauthorized'
		? signInOf(definition, connection.fields)?.fields[0]?.id
		: definition.fieldToMend?.(error);
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
