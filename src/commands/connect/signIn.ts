import * as vscode from 'vscode';
import { type ConnectionField, signInOf } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import type { Connection, NewConnection } from '../../services/connectionStore.js';
import { assertTrusted } from '../../services/trust.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import { type Step, runWizard } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { fieldProblem } from './connectionFields.js';
import { optionalStringRecord, requireKnown } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';
import { tryConnection, usableStatus } from './tryConnection.js';

type Secrets = Readonly<Record<string, string>>;

/**
 * `pki.signIn` `{ connection, secrets }`: replaces a connection's token, after it was tried. A connection of the
 * environment has its token elsewhere: that one is read again.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<{ id: string }> {
	assertTrusted();
	const canSignIn = (candidate: Connection) => context.backends.of(candidate).signIn !== undefined;
	const connection = await pickConnection(context, options, canSignIn);
	if (!canSignIn(connection)) throw new PkiError('unsupported', { reason: 'signIn' });
	const { id } = connection;
	if (connection.origin === 'environment') {
		await readAgain(context, connection);
	} else {
		const fields = secretFields(context, connection);
		const given = optionalStringRecord(options, 'secrets');
		const secrets = given
			? await tryGiven(context, connection, given, fields)
			: await askAndTry(context, connection, fields);
		await context.connections.update(id, { secrets });
		context.clients.reopen(id);
	}
	context.changes.fire({ connection: id });
	if (interactive) {
		const label = plainText(connection.label);
		vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Signed in to {0}', label), 5000);
	}
	return { id };
}

function secretFields(
	{ backends }: CommandContext,
	connection: Connection,
): readonly ConnectionField[] {
	const { fields = [] } = signInOf(backends.of(connection), connection.fields) ?? {};
	return fields.filter(({ kind }) => kind === 'secret');
}

async function tryGiven(
	context: CommandContext,
	connection: Connection,
	given: Secrets,
	fields: readonly ConnectionField[],
): Promise<Secrets> {
	requireKnown(
		'secrets',
		given,
		fields.map(({ id }) => id),
	);
	await tryConnection(context, withSecrets(connection, given));
	return given;
}

function withSecrets({ backend, label, fields }: Connection, secrets: Secrets): NewConnection {
	return { backend, label, fields, secrets };
}

async function readAgain(context: CommandContext, { id, label }: Connection): Promise<void> {
	context.clients.reopen(id);
	await withProgress(vscode.l10n.t('Connecting to {0}', plainText(label)), async (signal) =>
		usableStatus(await context.clients.get(id), signal),
	);
}

/** Asks until the server takes it; the cause of a refusal stands at the next question. */
async function askAndTry(
	context: CommandContext,
	connection: Connection,
	fields: readonly ConnectionField[],
): Promise<Secrets> {
	let refusal: string | undefined;
	for (;;) {
		const { secrets } = await askForSecrets(connection, fields, refusal);
		try {
			await tryConnection(context, withSecrets(connection, secrets));
			return secrets;
		} catch (error) {
			// Only another token can help against this one; every other failure is shown as it is.
			if (!(error instanceof PkiError) || error.code !== 'unauthorized') throw error;
			refusal = describeError(error).message;
		}
	}
}

function askForSecrets(
	connection: Connection,
	fields: readonly ConnectionField[],
	refusal: string | undefined,
): Promise<{ secrets: Secrets }> {
	const steps = fields.map((field): Step<{ secrets: Secrets }> => ({
		async ask(frame, state) {
			const value = await frame.text({
				prompt: refusal ?? vscode.l10n.t(field.label),
				password: true,
				validate: (text) => fieldProblem({ ...field, required: true }, text),
			});
			return { secrets: { ...state.secrets, [field.id]: value.trim() } };
		},
	}));
	const title = vscode.l10n.t('Sign In to {0}', plainText(connection.label));
	return runWizard(title, steps, { secrets: {} });
}
