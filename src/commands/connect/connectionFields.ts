/** What was typed, pasted or given for the fields of a connection: what is wrong with it, and what is kept of it. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
	allFields,
	type BackendDefinition,
	type ConnectionField,
} from '../../core/backends/contract/backend.js';
import { plainText } from '../../ui/words/plainText.js';
import type { Validation } from '../../ui/ask/wizard.js';

type Fields = Readonly<Record<string, string>>;

/** A sentence refuses the value; a warning or a hint does not. */
export function fieldProblem(field: ConnectionField, value: string): Validation {
	if (value.trim() === '') {
		return field.required === true
			? vscode.l10n.t('{0} is required.', vscode.l10n.t(field.label))
			: undefined;
	}
	if (field.kind === 'file' && !path.isAbsolute(value.trim())) {
		return vscode.l10n.t('Enter the full path of the file.');
	}
	if (field.choices && !field.choices.some((choice) => choice.value === value.trim())) {
		const choices = field.choices.map((choice) => choice.value).join(', ');
		return vscode.l10n.t('Enter one of these: {0}.', choices);
	}
	const code = field.validate?.(value.trim());
	switch (code) {
		case undefined:
			return correctionHint(field, value);
		case 'notUrl':
			return vscode.l10n.t('Enter an address that begins with https:// or http://.');
		case 'relativeSocket':
			return vscode.l10n.t('Enter the full path of the socket: unix:///path/to/socket.');
		case 'noSockets':
			return vscode.l10n.t('Unix sockets are not supported on Windows.');
		case 'insecureUrl':
			return insecureHint(correctionHint(field, value));
		default:
			return vscode.l10n.t('Invalid value: {0}.', code);
	}
}

/** While typing: what will be used in place of the text. */
function correctionHint(
	field: ConnectionField,
	text: string,
): vscode.InputBoxValidationMessage | undefined {
	const correction = field.correct?.(text);
	if (!correction) return undefined;
	const { Info, Warning } = vscode.InputBoxValidationSeverity;
	const value = plainText(correction.value, 1000);
	if (correction.hadCredentials) {
		const message = vscode.l10n.t('User name and password are ignored. Connects to {0}', value);
		return { message, severity: Warning };
	}
	const isMeant = text.trim().replace(/\/$/, '').toLowerCase() === value.toLowerCase();
	return isMeant ? undefined : { message: vscode.l10n.t('Connects to {0}', value), severity: Info };
}

function insecureHint(
	correction: vscode.InputBoxValidationMessage | undefined,
): vscode.InputBoxValidationMessage {
	const insecure = vscode.l10n.t('Without https, others on the network can read the token.');
	return {
		message: correction ? `${correction.message}. ${insecure}` : insecure,
		severity: vscode.InputBoxValidationSeverity.Warning,
	};
}

export interface CorrectedFields {
	readonly fields: Fields;
	/** A user name or a password was taken off. */
	readonly hadCredentials: boolean;
}

/**
 * Values as they are kept; what one says of another is taken where that one is empty. What cannot be read stays.
 *
 * @param only The one field that was answered; absent: all.
 */
export function correctFields(
	definition: BackendDefinition,
	values: Fields,
	only?: string,
): CorrectedFields {
	const looked = allFields(definition).filter(({ id }) => only === undefined || id === only);
	const corrections = looked.flatMap((field) => {
		const value = values[field.id];
		const correction = value === undefined ? undefined : field.correct?.(value);
		return correction ? [{ id: field.id, ...correction }] : [];
	});
	const corrected = { ...values };
	for (const { id, value, others } of corrections) {
		corrected[id] = value;
		for (const [other, proposed] of Object.entries(others)) {
			if ((corrected[other] ?? '').trim() === '') corrected[other] = proposed;
		}
	}
	return { fields: corrected, hadCredentials: corrections.some((c) => c.hadCredentials) };
}

/** The host of the address: what most people would type. */
export function suggestLabel({ fields, label }: BackendDefinition, values: Fields): string {
	const field = fields.find(({ kind }) => kind === 'url');
	return field?.correct?.(values[field.id] ?? '')?.label ?? label;
}
