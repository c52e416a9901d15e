import * as vscode from 'vscode';
import * as backends from '../../core/backends/index.js';
import type { BackendDefinition, BackendStatus } from '../../core/backends/contract/backend.js';
import { withoutCredentials } from '../../core/common/credentials.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { NewConnection } from '../../services/services.js';
import type { CommandContext, CommandInput } from '../command.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { correctFields, fieldProblem, suggestLabel } from './connectionFields.js';
import {
	askForConnection,
	type ConnectionForm,
	isAddable,
	toNewConnection,
} from './connectionForm.js';
import { badOption, optionalString, optionalStringRecord, requireKnown } from '../input/options.js';
import { showInTree } from '../list/showInTree.js';
import { askAfterFailure, statusWords, tryConnection } from './tryConnection.js';

const definitions: readonly BackendDefinition[] = Object.values(backends);

/**
 * `pki.addConnection` `{ backend, label, fields, secrets }`: tries the connection, then saves it. When every required
 * field is given, only the secrets are asked, and not even they when `secrets` is given.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<{ id: string }> {
	const definition = await pickDefinition(optionalString(input.options, 'backend'));
	if (!isAddable(definition)) return { id: await builtInId(context, definition) };
	const given = readGiven(input, definition);
	const isDescribed = definition.fields.every(
		(field) => field.required !== true || given.fields?.[field.id] !== undefined,
	);
	if (!isDescribed) return addByWizard(context, definition, given, givenIds(given));
	const connection = checked(definition, given);
	if (given.secrets === undefined && definition.fields.some(({ kind }) => kind === 'secret')) {
		return addByWizard(context, definition, connection, describingIds(definition));
	}
	await tryConnection(context, connection);
	return save(context, connection);
}

async function pickDefinition(backend: string | undefined): Promise<BackendDefinition> {
	if (backend !== undefined) {
		const definition = definitions.find(({ id }) => id === backend);
		if (definition) return definition;
		throw badOption('backend', definitions.map(({ id }) => id).join(' | '));
	}
	const [first, ...others] = definitions.filter(isAddable);
	if (first === undefined) throw new PkiError('unsupported', { reason: 'addConnection' });
	if (others.length === 0) return first;
	const items = [first, ...others].map((definition) => ({ label: definition.label, definition }));
	const item = await askOnce(vscode.l10n.t('Add Connection'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('To what?'), items }),
	);
	return item.definition;
}

/** Always listed, never added a second time. */
async function builtInId(context: CommandContext, { id }: BackendDefinition): Promise<string> {
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
	requireKnown('secrets', secrets ?? {}, secret);
	const label = optionalString(options, 'label');
	const corrected = correctFields(definition, fields);
	if (corrected.hadCredentials) warnOfCredentials();
	return {
		fields: corrected.fields,
		...(secrets && { secrets }),
		...(label !== undefined && { label: withoutCredentials(label) }),
	};
}

function warnOfCredentials(): void {
	// Not awaited: it may stand there for minutes.
	void vscode.window.showWarningMessage(
		vscode.l10n.t(
			'The user name and password in the address were removed: they are neither used nor saved. Sign in with a token.',
		),
	);
}

/** Ids of the fields of a kind. */
function describedFields({ fields }: BackendDefinition, secret: boolean): readonly string[] {
	return fields.filter(({ kind }) => (kind === 'secret') === secret).map(({ id }) => id);
}

function checked(definition: BackendDefinition, given: Partial<ConnectionForm>): NewConnection {
	const fields = given.fields ?? {};
	for (const field of definition.fields) {
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
		signIn: 'token',
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
		return answer === 'edit' ? { edit: fieldToMend(error) } : answer;
	}
}

/** The field that is the likeliest cause of a failure; undefined: the first one. */
function fieldToMend(error: unknown): string | undefined {
	if (isPkiError(error, 'unauthorized')) return 'token';
	if (!isPkiError(error, 'untrusted')) return undefined;
	if (error.reason?.startsWith('client') === true) return 'clientCertificateFile';
	return error.reason === 'nameMismatch' ? 'serverName' : 'caFile';
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
