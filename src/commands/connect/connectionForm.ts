/** The wizard behind *Add Connection…*: a backend declares its fields, this asks for them. */
import * as vscode from 'vscode';
import {
	type BackendDefinition,
	type ConnectionField,
	type FieldChoice,
	type SignInMethod,
	signInOf,
	signInSetting,
} from '../../core/backends/contract/backend.js';
import type { NewConnection } from '../../services/connectionStore.js';
import { withoutCredentials } from '../../core/common/credentials.js';
import { type Frame, runWizard, type Step } from '../../ui/ask/wizard.js';
import { correctFields, fieldProblem, suggestLabel } from './connectionFields.js';

export interface ConnectionForm extends NewConnection {
	readonly further: boolean;
}

interface FormStep extends Step<ConnectionForm> {
	/** The field that it asks for. */
	readonly field?: string;
}

/**
 * Asks for what is not given. When the user edits after a failure, `initial` is offered again and `mend` names the field
 * to begin with.
 */
export function askForConnection(
	definition: BackendDefinition,
	initial: Partial<ConnectionForm>,
	{ given = new Set(), mend }: { given?: ReadonlySet<string>; mend?: string } = {},
): Promise<ConnectionForm> {
	const asked = definition.fields.filter((field) => !given.has(field.id));
	const basic = asked.filter((field) => !field.advanced);
	const [first, ...others] = basic;
	const advanced = asked.filter((field) => field.advanced);
	const steps: readonly FormStep[] = [
		...(first ? [fieldStep(definition, first)] : []),
		...(given.has('label') ? [] : [labelStep(definition)]),
		...others.map((field) => fieldStep(definition, field)),
		...signInSteps(definition, given),
		...(advanced.length > 0 ? [furtherStep(advanced)] : []),
		...advanced.map((field) => fieldStep(definition, field, (state) => state.further === true)),
	];
	const start = steps.findIndex(({ field }) => field !== undefined && field === mend);
	const title = vscode.l10n.t('Add {0} Connection', definition.label);
	const state: Partial<ConnectionForm> = {
		...{ backend: definition.id, fields: {}, secrets: {}, further: false },
		...initial,
		...(advanced.some(({ id }) => id === mend) && { further: true }),
	};
	return runWizard<ConnectionForm>(title, steps, state, Math.max(0, start));
}

/** What a field's value is, with what the wizard added taken away. */
export function toNewConnection({ backend, label, fields, secrets }: NewConnection): NewConnection {
	const filled = (values: Readonly<Record<string, string>>) =>
		Object.fromEntries(
			Object.entries(values)
				.map(([id, value]): [string, string] => [id, value.trim()])
				.filter(([, value]) => value !== ''),
		);
	return {
		...{ backend, label: withoutCredentials(label) },
		...{ fields: filled(fields), secrets: filled(secrets) },
	};
}

function fieldStep(
	definition: BackendDefinition,
	field: ConnectionField,
	when?: (state: Partial<ConnectionForm>) => boolean,
): FormStep {
	return {
		field: field.id,
		...(when && { when }),
		async ask(frame, state) {
			const value = await askForField(frame, field, state.fields?.[field.id] ?? '');
			const typed = { ...state.fields, [field.id]: value };
			return { fields: correctFields(definition, typed, field.id).fields };
		},
	};
}

/** Asks for a field that is no secret. */
export function askForField(frame: Frame, field: ConnectionField, value: string): Promise<string> {
	const question = {
		prompt: fieldPrompt(field),
		value,
		placeholder: field.placeholder,
		validate: (text: string) => fieldProblem(field, text),
	};
	const { choices } = field;
	if (choices) return askForChoice(frame, question.prompt, choices, value);
	return field.kind === 'file' ? frame.file(question) : frame.text(question);
}

async function askForChoice(
	frame: Frame,
	prompt: string,
	choices: readonly FieldChoice[],
	value: string,
): Promise<string> {
	const items = choices.map((choice) => ({ ...choice, label: vscode.l10n.t(choice.label) }));
	const active = items.find((item) => item.value === value);
	return (await frame.pick({ prompt, items, active })).value;
}

function labelStep(definition: BackendDefinition): Step<ConnectionForm> {
	return {
		async ask(frame, state) {
			const label = await frame.text({
				prompt: vscode.l10n.t('Name for this connection'),
				value: state.label ?? suggestLabel(definition, state.fields ?? {}),
				validate: (text) => (text.trim() === '' ? vscode.l10n.t('Enter a name.') : undefined),
			});
			return { label: label.trim() };
		},
	};
}

/** Which way, where there are several, and what that one asks for. */
function signInSteps(
	definition: BackendDefinition,
	given: ReadonlySet<string>,
): readonly FormStep[] {
	const { signIn = [] } = definition;
	const which = signIn.length > 1 && !given.has(signInSetting) ? [methodStep(signIn)] : [];
	const fields = signIn.flatMap((method) => {
		const isChosen = ({ fields }: Partial<ConnectionForm>) =>
			signInOf(definition, fields)?.id === method.id;
		return method.fields
			.filter(({ id }) => !given.has(id))
			.map((field) =>
				field.kind === 'secret'
					? secretStep(field, isChosen)
					: fieldStep(definition, field, isChosen),
			);
	});
	return [...which, ...fields];
}

function methodStep(methods: readonly SignInMethod[]): FormStep {
	return {
		field: signInSetting,
		async ask(frame, state) {
			const items = methods.map(({ id, label }) => ({ id, label: vscode.l10n.t(label) }));
			const active = items.find(({ id }) => id === state.fields?.[signInSetting]);
			const prompt = vscode.l10n.t('How do you sign in?');
			const { id } = await frame.pick({ prompt, items, active });
			return { fields: { ...state.fields, [signInSetting]: id } };
		},
	};
}

function secretStep(
	field: ConnectionField,
	when: (state: Partial<ConnectionForm>) => boolean,
): FormStep {
	return {
		field: field.id,
		when,
		async ask(frame, state) {
			const value = await frame.text({
				prompt: fieldPrompt(field),
				value: state.secrets?.[field.id] ?? '',
				password: true,
				validate: (text) => fieldProblem(field, text),
			});
			return { secrets: { ...state.secrets, [field.id]: value } };
		},
	};
}

function furtherStep(advanced: readonly ConnectionField[]): Step<ConnectionForm> {
	return {
		async ask(frame, state) {
			const connect = {
				label: vscode.l10n.t('Connect'),
				iconPath: new vscode.ThemeIcon('plug'),
				further: false,
			};
			const more = {
				label: vscode.l10n.t('Advanced settings…'),
				iconPath: new vscode.ThemeIcon('settings'),
				detail: advanced.map((field) => vscode.l10n.t(field.label)).join(', '),
				further: true,
			};
			const { further } = await frame.pick({
				prompt: vscode.l10n.t('Connect now?'),
				items: [connect, more],
				active: state.further ? more : connect,
			});
			return { further };
		},
	};
}

function fieldPrompt({ label, description, required }: ConnectionField): string {
	const name =
		required === true
			? vscode.l10n.t(label)
			: vscode.l10n.t('{0} (optional)', vscode.l10n.t(label));
	return description === undefined ? name : `${name}. ${vscode.l10n.t(description)}`;
}
