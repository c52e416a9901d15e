/** The form of a new CA, root or intermediate. */
import * as vscode from 'vscode';
import type {
	GenerateRootRequest,
	OfferedKeyType,
} from '../../../core/backends/contract/administration.js';
import { type Frame, runWizard, type Step } from '../../../ui/ask/wizard.js';
import {
	caKey,
	choiceStep,
	offeredKeys,
	optionalTtl,
	required,
	requireTtl,
	textStep,
	validateTtl,
} from '../adminForm.js';
import { badOption, optionalNumber, optionalString, type Options } from '../../input/options.js';

interface CaForm {
	commonName: string;
	issuerName: string;
	ttl: string;
	key: string;
	/** `yes`: what follows is asked as well. */
	more?: string;
	organization?: string;
	organizationalUnit?: string;
	maxPathLength?: string;
	[key: string]: string | undefined;
}

export interface CaFormContext {
	readonly title: string;
	readonly commonName: string;
	readonly ttl: string;
	/** Seconds; the longest lifetime that will be granted, where it is known. */
	readonly maxTtl: number | undefined;
	/** The types of key that a CA can have; absent: all. */
	readonly keyTypes: readonly OfferedKeyType[] | undefined;
	/** False where a CA has no more than a name, a lifetime and a key. */
	readonly hasMore: boolean;
	/** The last question; `more` is a choice that asks further. */
	confirm(
		frame: Frame,
		request: GenerateRootRequest,
		more: vscode.QuickPickItem | undefined,
	): Promise<'run' | 'more'>;
}

/**
 * Asks what `options` (`commonName`, `issuerName`, `ttl`, `keyType`, `keyBits`, `organization`, `organizationalUnit`,
 * `maxPathLength`) leave out. A person may open the last three, and confirms at the end.
 */
export async function askForCa(
	mount: string,
	options: Options,
	interactive: boolean,
	context: CaFormContext,
): Promise<GenerateRootRequest> {
	const given: Partial<CaForm> = {
		commonName: optionalString(options, 'commonName'),
		// A program that leaves these out means the default.
		issuerName: optionalString(options, 'issuerName') ?? (interactive ? undefined : ''),
		ttl: optionalTtl(options) ?? (interactive ? undefined : context.ttl),
		key: optionalKey(options) ?? (interactive ? undefined : 'ec-256'),
		organization: optionalString(options, 'organization'),
		organizationalUnit: optionalString(options, 'organizationalUnit'),
		maxPathLength: optionalPathLength(options),
	};
	const steps = [
		...basicSteps(given, context),
		...(interactive ? lastSteps(mount, given, context) : []),
	];
	return requestOf(mount, await runWizard<CaForm>(context.title, steps, given));
}

function basicSteps(given: Partial<CaForm>, context: CaFormContext): readonly Step<CaForm>[] {
	return [
		textStep<CaForm>('commonName', given, () => ({
			prompt: vscode.l10n.t('Common name of the CA'),
			value: context.commonName,
			validate: required,
		})),
		textStep<CaForm>('issuerName', given, (state) => ({
			prompt: vscode.l10n.t('Name of the issuer on the server (optional)'),
			value: suggestIssuerName(state.commonName ?? ''),
			validate: validateIssuerName,
		})),
		textStep<CaForm>('ttl', given, () => ({
			prompt: vscode.l10n.t('Lifetime'),
			value: context.ttl,
			validate: (text) => validateTtl(text, context.maxTtl),
		})),
		choiceStep<CaForm>('key', given, vscode.l10n.t('Key'), offeredKeys(context.keyTypes)),
	];
}

/** The last question stands twice: *More options…* leads past the first one, through what it opens. */
function lastSteps(
	mount: string,
	given: Partial<CaForm>,
	context: CaFormContext,
): readonly Step<CaForm>[] {
	const isOpen = ({ more }: Partial<CaForm>) => more === 'yes';
	const ask = (frame: Frame, state: Partial<CaForm>, more?: vscode.QuickPickItem) =>
		context.confirm(frame, requestOf(mount, state as CaForm), more);
	const more = {
		label: vscode.l10n.t('More options…'),
		detail: vscode.l10n.t('Organization, organizational unit, maximum path length'),
		iconPath: new vscode.ThemeIcon('settings'),
	};
	return [
		{
			when: (state) => !isOpen(state),
			ask: async (frame, state) => {
				const answer = await ask(frame, state, context.hasMore ? more : undefined);
				return answer === 'more' ? { more: 'yes' } : {};
			},
		},
		textStep<CaForm>(
			'organization',
			given,
			() => ({ prompt: vscode.l10n.t('Organization (O, optional)'), placeholder: 'Example Ltd' }),
			isOpen,
		),
		textStep<CaForm>(
			'organizationalUnit',
			given,
			() => ({ prompt: vscode.l10n.t('Organizational unit (OU, optional)') }),
			isOpen,
		),
		textStep<CaForm>(
			'maxPathLength',
			given,
			() => ({
				prompt: vscode.l10n.t(
					'Maximum path length: how many CAs may follow below this one (optional; 0: none)',
				),
				validate: (text) =>
					isPathLength(text) ? undefined : vscode.l10n.t('Type a whole number, 0 or more.'),
			}),
			isOpen,
		),
		{
			when: isOpen,
			ask: async (frame, state) => {
				await ask(frame, state);
				return {};
			},
		},
	];
}

function requestOf(mount: string, form: CaForm): GenerateRootRequest {
	const { commonName, maxPathLength = '' } = form;
	const filled = (text: string | undefined) => (text?.trim() === '' ? undefined : text);
	return {
		mount,
		commonName,
		issuerName: filled(form.issuerName),
		ttlSeconds: requireTtl(form.ttl),
		...caKey(form.key),
		organization: filled(form.organization),
		organizationalUnit: filled(form.organizationalUnit),
		maxPathLength: maxPathLength === '' ? undefined : Number(maxPathLength),
	};
}

function isPathLength(text: string): boolean {
	return /^\d{0,3}$/.test(text.trim());
}

function optionalPathLength(options: Options): string | undefined {
	const length = optionalNumber(options, 'maxPathLength', { min: 0, max: 999 });
	if (length !== undefined && !Number.isInteger(length))
		throw badOption('maxPathLength', 'integer');
	return length?.toString();
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
		.replace(/^-|-$/g, '');
}

function validateIssuerName(name: string): string | undefined {
	if (name.trim() === '') return undefined;
	if (name.trim() === 'default') return vscode.l10n.t('“default” is reserved by the server.');
	return /^[\w.-]+$/.test(name.trim())
		? undefined
		: vscode.l10n.t('Use letters, digits, dots, dashes and underscores.');
}
