import * as vscode from 'vscode';
import {
	addressOf,
	allFields,
	type BackendDefinition,
	signInOf,
	withDetails,
} from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { Connection, NewConnection } from '../../services/connectionStore.js';
import { assertTrusted } from '../../services/trust.js';
import { sayDone } from '../../ui/output.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { badOption, optionalBoolean, optionalString } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';
import { toNewConnection } from './connectionForm.js';
import { askForSetting, chooseSetting, type Setting, settingsOf } from './editForm.js';
import { fieldToMend } from './fieldToMend.js';
import { badValue, checkFields, type GivenFields, readGiven } from './givenFields.js';
import { secretsForAddress } from './secretsForAddress.js';
import { askAfterFailure, tryConnection } from './tryConnection.js';

/**
 * `pki.editConnection` `{ connection, label, fields, secrets, keepSecrets }`: changes what is given of a saved connection,
 * after it was tried; an empty text takes a field or secret away. `keepSecrets` says whether a new address gets the saved
 * secrets; the user is asked otherwise. With none of the others the user is asked, one setting after the other; `field`
 * names the one to begin with; an error, where one led here, does so too.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<{ id: string }> {
	assertTrusted();
	const connection = await pickConnection(context, options, ({ origin }) => origin === 'saved');
	const definition = await withDetails(definitionOf(context, connection));
	const editor = new Editor(context, connection, definition, await read(context, connection));
	// A row of the tree has properties of its own, which are no settings.
	const given = interactive ? {} : readGiven(options, definition);
	if (Object.keys(given).length > 0) {
		await editor.apply(given, optionalBoolean(options, 'keepSecrets'));
	} else
		await editor.ask(
			optionalString(options, 'field') ?? fieldToMend(allFields(definition), options.error),
		);
	return { id: connection.id };
}

/** Rejects with `unsupported` where the settings are not kept here. */
function definitionOf({ backends }: CommandContext, connection: Connection): BackendDefinition {
	const { origin, describedBy = '' } = connection;
	if (origin === 'environment') {
		const args = { source: describedBy };
		throw new PkiError('unsupported', { reason: 'describedElsewhere', args });
	}
	const definition = backends.of(connection);
	if (allFields(definition).length === 0) {
		throw new PkiError('unsupported', { reason: 'noSettings' });
	}
	return definition;
}

/** All settings, the secrets among them: they are needed to try the connection. */
async function read(context: CommandContext, connection: Connection): Promise<NewConnection> {
	const { id, backend, label, fields } = connection;
	const store = context.connections.secrets(id);
	const secrets: Record<string, string> = {};
	for (const field of allFields(context.backends.of(connection))) {
		if (field.kind === 'secret') secrets[field.id] = (await store.get(field.id)) ?? '';
	}
	return { backend, label, fields, secrets };
}

class Editor {
	/** The address that the user was asked about. */
	#allowed: string | undefined;

	constructor(
		private readonly context: CommandContext,
		private readonly connection: Connection,
		private readonly definition: BackendDefinition,
		private saved: NewConnection,
	) {}

	/** All at once; nothing is saved where the connection cannot be used so. */
	async apply(
		{ label, fields, secrets }: GivenFields,
		keepSecrets: boolean | undefined,
	): Promise<void> {
		if (label?.trim() === '') throw badValue('label', vscode.l10n.t('Enter a name.'));
		checkFields(this.definition, fields ?? {});
		const changed = {
			...this.saved,
			...(label !== undefined && { label: label.trim() }),
			fields: { ...this.saved.fields, ...fields },
			secrets: { ...this.saved.secrets, ...secrets },
		};
		// What is given with the address is meant for it.
		const others = Object.entries(this.saved.secrets).filter(([name]) => !secrets?.[name]);
		const saved = { ...this.saved, secrets: Object.fromEntries(others) };
		const draft = await secretsForAddress(this.definition, saved, changed, keepSecrets);
		if (fields ?? secrets) await tryConnection(this.context, toNewConnection(draft));
		await this.#save(draft);
	}

	/** Until the user leaves the list; what was changed until then is saved. */
	async ask(first: string | undefined): Promise<void> {
		const settings = settingsOf(this.definition);
		let next = first === undefined ? undefined : settings.find(({ id }) => id === first);
		if (first !== undefined && !next) {
			throw badOption('field', settings.map(({ id }) => id).join(' | '));
		}
		const before = this.saved;
		let draft = before;
		const title = vscode.l10n.t('Edit “{0}”', plainText(this.connection.label));
		try {
			for (;;) {
				const setting = next ?? (await chooseSetting(title, settings, draft, this.saved));
				const changed = await askForSetting(title, setting, draft, this.definition);
				next = undefined;
				if (changed === undefined) continue;
				draft = await this.#forAddress(changed);
				next =
					draft === changed
						? await this.#settle(draft, setting, settings)
						: settings.find(({ id }) => id === this.#secretOf(draft));
			}
		} catch (error) {
			if (this.saved === before || !isPkiError(error, 'cancelled')) throw error;
		}
	}

	/** Once the user has answered, what is in the draft may go to the address: what may not was taken out. */
	async #forAddress(draft: NewConnection): Promise<NewConnection> {
		const address = addressOf(this.definition, draft.fields);
		const isAllowed = address !== undefined && address === this.#allowed;
		const settled = await secretsForAddress(
			this.definition,
			this.saved,
			draft,
			isAllowed ? true : undefined,
		);
		this.#allowed = address;
		return settled;
	}

	/** What the user signs in with. */
	#secretOf({ fields }: NewConnection): string | undefined {
		return signInOf(this.definition, fields)?.fields.find(({ kind }) => kind === 'secret')?.id;
	}

	/** Tries and saves; answers the setting to go on with where the user wants to mend it. */
	async #settle(
		draft: NewConnection,
		setting: Setting,
		settings: readonly Setting[],
	): Promise<Setting | undefined> {
		const mend = setting.isName === true ? undefined : await this.#problem(draft);
		if (mend === undefined) {
			await this.#save(draft);
			sayDone(vscode.l10n.t('Saved “{0}”', plainText(draft.label)));
			return undefined;
		}
		const field = fieldToMend(allFields(this.definition), mend.error);
		return settings.find(({ id, isName }) => !isName && id === field) ?? setting;
	}

	/** The failure that the user wants to mend; undefined where the settings work, or are to be saved all the same. */
	async #problem(draft: NewConnection): Promise<{ readonly error: unknown } | undefined> {
		for (;;) {
			try {
				await tryConnection(this.context, toNewConnection(draft));
				return undefined;
			} catch (error) {
				const answer = await askAfterFailure(draft, error);
				if (answer === 'save') return undefined;
				if (answer === 'edit') return { error };
			}
		}
	}

	async #save(draft: NewConnection): Promise<void> {
		const { id } = this.connection;
		const { label, fields } = toNewConnection(draft);
		const secrets = Object.fromEntries(
			Object.entries(draft.secrets)
				.map(([name, value]): [string, string] => [name, value.trim()])
				.filter(([name, value]) => value !== this.saved.secrets[name]),
		);
		await this.context.connections.update(id, { label, fields, secrets });
		this.context.clients.reopen(id);
		this.context.changes.fire({ connection: id });
		this.saved = draft;
	}
}
