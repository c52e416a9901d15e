/** Steps of the administration forms: a value that the options gave is never asked. */
import * as vscode from 'vscode';
import { durationWords } from '../../ui/words/roleWords.js';
import type {
	GenerateRootRequest,
	OfferedKeyType,
} from '../../core/backends/contract/administration.js';
import { keyOfText, keyTexts } from '../../core/backends/roles/roleKeys.js';
import type { Step, TextQuestion, Validation } from '../../ui/ask/wizard.js';
import { parseDuration } from '../../core/common/duration.js';
import { lifetimeNotes } from '../input/lifetimeNotes.js';
import { badOption, type Options } from '../input/options.js';

/** What a form's state holds: texts as typed, until they are parsed at the end. */
export type FormState = Readonly<Record<string, string | undefined>>;

export function textStep<S extends FormState>(
	key: keyof S & string,
	given: Partial<S>,
	question: (state: Partial<S>) => TextQuestion,
	when: (state: Partial<S>) => boolean = () => true,
): Step<S> {
	return {
		fields: [key],
		when: (state) => given[key] === undefined && when(state),
		ask: async (frame, state) => {
			const asked = question(state);
			const value = await frame.text({ ...asked, value: state[key] ?? asked.value ?? '' });
			return answer<S>(key, value.trim());
		},
	};
}

export interface Choice extends vscode.QuickPickItem {
	readonly value: string;
}

export function choiceStep<S extends FormState>(
	key: keyof S & string,
	given: Partial<S>,
	prompt: string,
	choices: readonly Choice[],
	when: (state: Partial<S>) => boolean = () => true,
): Step<S> {
	return {
		fields: [key],
		when: (state) => given[key] === undefined && when(state),
		ask: async (frame, state) => {
			const active = choices.find((choice) => choice.value === state[key]);
			const chosen = await frame.pick({ prompt, items: choices, active });
			return answer<S>(key, chosen.value);
		},
	};
}

/** The one key that a step answers; TypeScript cannot see that a computed key belongs to `S`. */
function answer<S extends FormState>(key: keyof S & string, value: string): Partial<S> {
	const state: Record<string, string> = { [key]: value };
	return state as Partial<S>;
}

/** A lifetime, checked while typing; longer than `maximum` is allowed but said, for the server will cap it. */
export function validateTtl(text: string, maximum: number | undefined): Validation {
	const seconds = parseDuration(text);
	if (seconds === undefined) return vscode.l10n.t('Type a duration such as 30d, 720h or 10y.');
	const isCapped = maximum !== undefined && seconds > maximum;
	return lifetimeNotes(
		text,
		isCapped
			? vscode.l10n.t('The maximum lifetime in this mount is {0}.', durationWords(maximum))
			: undefined,
	);
}

/** Seconds; rejects with `invalid` when the option is no duration. */
export function requireTtl(text: string, name = 'ttl'): number {
	const seconds = parseDuration(text);
	if (seconds === undefined) throw badOption(name, '30d | 720h | 10y');
	return seconds;
}

/** A duration option as text: Vault's form, or a number of seconds. */
export function optionalTtl(options: Options, name = 'ttl'): string | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined || typeof value === 'string') return value;
	if (typeof value === 'number') return String(value);
	throw badOption(name, '30d | 720h | seconds');
}

export function required(value: string): Validation {
	return value.trim() === '' ? vscode.l10n.t('This field is required.') : undefined;
}

/** What a CA's key may be, with the names that backends take. */
export const caKeyChoices: readonly Choice[] = [
	{ value: 'ec-256', label: 'EC P-256', description: vscode.l10n.t('small and fast') },
	{ value: 'ec-384', label: 'EC P-384' },
	{ value: 'rsa-2048', label: 'RSA 2048' },
	{ value: 'rsa-4096', label: 'RSA 4096', description: vscode.l10n.t('for old clients') },
	{ value: 'ed25519', label: 'Ed25519', description: vscode.l10n.t('not supported by browsers') },
];

/** Those of the types that a backend can make; `types` absent: all. */
export function offeredKeys(
	types: readonly OfferedKeyType[] | undefined,
	choices: readonly Choice[] = caKeyChoices,
): readonly Choice[] {
	return choices.filter(({ value }) => types?.some((type) => type === value.split('-')[0]) ?? true);
}

/** `ec-256` or `P-256` → `{ keyType: 'ec', keyBits: 256 }`; rejects with `invalid` for other words. */
export function caKey(choice: string): Pick<GenerateRootRequest, 'keyType' | 'keyBits'> {
	const key = keyOfText(choice.toLowerCase().replace(/^p-/, 'ec-'));
	if (key === undefined || key.keyType === 'any') {
		throw badOption('keyType', keyTexts.filter((text) => text !== 'any').join(' | '));
	}
	const { keyType, keyBits } = key;
	return keyBits === 0 ? { keyType } : { keyType, keyBits };
}
