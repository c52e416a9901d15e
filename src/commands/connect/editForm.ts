/** The questions of *Edit Connection…*: the list of settings with their values, and one setting after the other. */
import * as vscode from 'vscode';
import {
	allFields,
	type BackendDefinition,
	type ConnectionField,
} from '../../core/backends/contract/backend.js';
import type { NewConnection } from '../../services/connectionStore.js';
import { plainText } from '../../ui/words/plainText.js';
import { askBehind, askOnce } from '../../ui/ask/wizard.js';
import { correctFields, fieldProblem } from './connectionFields.js';
import { askForField } from './connectionForm.js';

/** A field, or the name of the connection. */
export interface Setting extends ConnectionField {
	readonly isName?: boolean;
}

export function settingsOf(definition: BackendDefinition): readonly Setting[] {
	const name = vscode.l10n.t('Name');
	return [
		{ id: 'label', label: name, kind: 'text', required: true, isName: true },
		...allFields(definition),
	];
}

/** Lists the settings; one that differs from what is saved says so. Rejects with `cancelled`. */
export async function chooseSetting(
	title: string,
	settings: readonly Setting[],
	draft: NewConnection,
	saved: NewConnection,
): Promise<Setting> {
	const items = settings.map((setting) => ({
		label: vscode.l10n.t(setting.label),
		description: valueWords(setting, draft),
		...(valueOf(setting, draft) !== valueOf(setting, saved) && {
			detail: vscode.l10n.t('Not saved'),
		}),
		setting,
	}));
	const { setting } = await askOnce(title, (frame) =>
		frame.pick({ prompt: vscode.l10n.t('What do you want to change?'), items }),
	);
	return setting;
}

/** Asks for one; undefined where the user goes back or leaves it as it is. */
export async function askForSetting(
	title: string,
	setting: Setting,
	draft: NewConnection,
	definition: BackendDefinition,
): Promise<NewConnection | undefined> {
	const value = await askBehind(title, (frame) =>
		setting.kind === 'secret'
			? frame.text({
					prompt:
						valueOf(setting, draft) === ''
							? vscode.l10n.t(setting.label)
							: vscode.l10n.t('{0} (empty: keep the current one)', vscode.l10n.t(setting.label)),
					password: true,
					validate: (text) => (text.trim() === '' ? undefined : fieldProblem(setting, text)),
				})
			: askForField(frame, setting, valueOf(setting, draft)),
	);
	const typed = value?.trim();
	if (typed === undefined || (setting.kind === 'secret' && typed === '')) return undefined;
	const changed = withValue(setting, draft, typed);
	if (setting.kind === 'secret' || setting.isName) return changed;
	return { ...changed, fields: correctFields(definition, changed.fields, setting.id).fields };
}

function valueOf({ id, kind, isName }: Setting, { label, fields, secrets }: NewConnection): string {
	if (isName) return label;
	return (kind === 'secret' ? secrets : fields)[id] ?? '';
}

function withValue({ id, kind, isName }: Setting, draft: NewConnection, value: string) {
	if (isName) return { ...draft, label: value };
	return kind === 'secret'
		? { ...draft, secrets: { ...draft.secrets, [id]: value } }
		: { ...draft, fields: { ...draft.fields, [id]: value } };
}

/** A secret says only whether there is one. */
function valueWords(setting: Setting, draft: NewConnection): string {
	const value = valueOf(setting, draft);
	if (value === '') return vscode.l10n.t('not set');
	return setting.kind === 'secret' ? vscode.l10n.t('set') : plainText(value);
}
