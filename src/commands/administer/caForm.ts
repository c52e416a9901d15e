/** The form of a new CA, root or intermediate. */
import * as vscode from 'vscode';
import type { GenerateRootRequest } from '../../core/backends/contract/administration.js';
import { runWizard } from '../../ui/ask/wizard.js';
import {
	caKey,
	caKeyChoices,
	choiceStep,
	optionalTtl,
	required,
	requireTtl,
	textStep,
	validateTtl,
} from './adminForm.js';
import { badOption, optionalNumber, optionalString, type Options } from '../input/options.js';

interface CaForm {
	commonName: string;
	issuerName: string;
	ttl: string;
	key: string;
	[key: string]: string | undefined;
}

export interface CaFormDefaults {
	readonly title: string;
	readonly commonName: string;
	readonly ttl: string;
	/** Seconds; the longest lifetime that will be granted, where it is known. */
	readonly maxTtl: number | undefined;
}

/** Asks what `options` (`commonName`, `issuerName`, `ttl`, `keyType`, `keyBits`) leave out. */
export async function askForCa(
	mount: string,
	options: Options,
	interactive: boolean,
	defaults: CaFormDefaults,
): Promise<GenerateRootRequest> {
	const given: Partial<CaForm> = {
		commonName: optionalString(options, 'commonName'),
		// A program that leaves these out means the default.
		issuerName: optionalString(options, 'issuerName') ?? (interactive ? undefined : ''),
		ttl: optionalTtl(options) ?? (interactive ? undefined : defaults.ttl),
		key: optionalKey(options) ?? (interactive ? undefined : 'ec-256'),
	};
	const form = await runWizard<CaForm>(
		defaults.title,
		[
			textStep<CaForm>('commonName', given, () => ({
				prompt: vscode.l10n.t('Common name of the CA'),
				value: defaults.commonName,
				validate: required,
			})),
			textStep<CaForm>('issuerName', given, (state) => ({
				prompt: vscode.l10n.t('Name of the issuer on the server (may be empty)'),
				value: suggestIssuerName(state.commonName ?? ''),
				validate: validateIssuerName,
			})),
			textStep<CaForm>('ttl', given, () => ({
				prompt: vscode.l10n.t('Lifetime'),
				value: defaults.ttl,
				validate: (text) => validateTtl(text, defaults.maxTtl),
			})),
			choiceStep<CaForm>('key', given, vscode.l10n.t('Key'), caKeyChoices),
		],
		given,
	);
	return {
		mount,
		commonName: form.commonName,
		issuerName: form.issuerName === '' ? undefined : form.issuerName,
		ttlSeconds: requireTtl(form.ttl),
		...caKey(form.key),
	};
}

/** `keyType` as `ec-256`, or `ec` and `keyBits`; checked before anything is asked. */
function optionalKey(options: Options): string | undefined {
	const keyType = optionalString(options, 'keyType');
	const keyBits = optionalNumber(options, 'keyBits', { above: 0 });
	if (keyType === undefined) {
		if (keyBits !== undefined) throw badOption('keyType', 'ec | rsa');
		return undefined;
	}
	const key = keyBits === undefined ? keyType : `${keyType}-${keyBits}`;
	caKey(key);
	return key;
}

function suggestIssuerName(commonName: string): string {
	return commonName
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '');
}

function validateIssuerName(name: string): string | undefined {
	if (name.trim() === '') return undefined;
	if (name.trim() === 'default') return vscode.l10n.t('“default” has a meaning of its own');
	return /^[\w.-]+$/.test(name.trim())
		? undefined
		: vscode.l10n.t('Letters, digits, dots, dashes and underscores');
}
