/** The settings of a connection as a program gives them. */
import * as vscode from 'vscode';
import {
	allFields,
	type BackendDefinition,
	type ConnectionField,
	signInOf,
	signInSetting,
} from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import {
	badOption,
	optionalString,
	optionalStringRecord,
	type Options,
	requireKnown,
} from '../input/options.js';
import { withoutCredentials } from '../../core/common/credentials.js';
import { correctFields, fieldProblem } from './connectionFields.js';

type Values = Readonly<Record<string, string>>;

export interface GivenFields {
	readonly label?: string;
	readonly fields?: Values;
	readonly secrets?: Values;
}

/** As they are kept. Rejects with `invalid` where a field is none of the backend's. */
export function readGiven(options: Options, definition: BackendDefinition): GivenFields {
	const fields = optionalStringRecord(options, 'fields');
	const secrets = optionalStringRecord(options, 'secrets');
	// A secret among the fields would be saved where everybody can read it.
	requireKnown('fields', fields ?? {}, describedFields(definition, false));
	const methods = (definition.signIn ?? []).map(({ id }) => id);
	const method = fields?.[signInSetting];
	if (method !== undefined && !methods.includes(method)) {
		throw badOption(`fields.${signInSetting}`, methods.join(' | '));
	}
	requireKnown('secrets', secrets ?? {}, describedFields(definition, true));
	const label = optionalString(options, 'label');
	const corrected = correctFields(definition, fields ?? {});
	if (corrected.hadCredentials) warnOfCredentials();
	return {
		...(label !== undefined && { label: withoutCredentials(label) }),
		...(fields && { fields: corrected.fields }),
		...(secrets && { secrets }),
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

/** Ids of the fields of a kind; how to sign in is one where there are several ways. */
export function describedFields(definition: BackendDefinition, secret: boolean): readonly string[] {
	const ids = allFields(definition)
		.filter(({ kind }) => (kind === 'secret') === secret)
		.map(({ id }) => id);
	const hasChoice = (definition.signIn ?? []).length > 1;
	return secret || !hasChoice ? ids : [...ids, signInSetting];
}

/** What is no secret, of the way to sign in that is given. */
export function openFields(
	definition: BackendDefinition,
	given: Values | undefined,
): readonly ConnectionField[] {
	const fields = [...definition.fields, ...(signInOf(definition, given)?.fields ?? [])];
	return fields.filter(({ kind }) => kind !== 'secret');
}

/** Rejects with `invalid` where a value cannot be right. */
export function checkFields(definition: BackendDefinition, fields: Values): void {
	for (const field of openFields(definition, fields)) {
		const value = fields[field.id];
		if (value === undefined) continue;
		const problem = fieldProblem(field, value);
		if (typeof problem === 'string') throw badValue(`fields.${field.id}`, problem);
	}
}

export function badValue(option: string, problem: string): PkiError {
	const explanation = vscode.l10n.t('“{0}”: {1}', option, problem);
	return new PkiError('invalid', { reason: 'badOption', args: { explanation } });
}
