/** The questions of *Issue Certificate*, with the role's rules typed in and checked while typing. */
import * as vscode from 'vscode';
import type {
	CertificateUsage,
	IssueRequest,
	IssuingChoice,
	KeyKind,
} from '../../../core/backends/contract/backend.js';
import {
	allowedNames,
	checkWishes,
	type Violation,
} from '../../../core/backends/roles/roleCheck.js';
import { takeHosts, usageOf } from '../../../core/backends/issuing/nameWishes.js';
import { formatDuration, parseDuration } from '../../../core/common/duration.js';
import { isWarning, violationSentence } from '../../../ui/words/errors/roleViolations.js';
import { runWizard, type Frame, type Step, type Validation } from '../../../ui/ask/wizard.js';
import { defaultFolders } from '../../input/folders.js';
import { type Pkcs12Answers, pkcs12Of, pkcs12Steps } from '../../input/pkcs12Steps.js';
import type { ReviewItem } from './review.js';
import { askFolder, askKeyKind, askNames, askUsage, warning } from '../../input/formSteps.js';
import type { IssueOptions } from './issueOptions.js';
import { keyKindsFor } from '../../input/keyKinds.js';
import { askLifetime, type LifetimeLimits } from './lifetime.js';
import { nameAdvice } from './nameAdvice.js';
import { sortNames } from '../../input/names.js';
import { authorityItem } from '../../input/pickers.js';
import { issuerOf, type RoleFacts, type RoleTarget } from './roleTarget.js';

/** What is asked of a certificate. */
export interface CertificateForm {
	commonName: string;
	names: readonly string[];
	/** As typed; empty takes the role's default. */
	ttl: string;
	usage?: CertificateUsage;
	keyType?: KeyKind;
	issuer?: string;
	folder: string;
}

/** What the form knows, at its end everything. */
interface Form<P> extends CertificateForm, Pkcs12Answers {
	/** `yes`: what is behind *More options…* is asked as well. */
	more?: 'yes';
	/** What the last step made of it. */
	plan: P;
}

export interface FormContext {
	readonly target: RoleTarget;
	readonly facts: RoleFacts;
	/** What the options gave; not asked again. */
	readonly given: IssueOptions;
}

/**
 * Asks step by step; `confirm` is the last one and answers what to do, or to ask for `more`. Rejects with `cancelled` on
 * Escape.
 */
export async function askForCertificate<P extends object>(
	context: FormContext,
	confirm: Confirm<P>,
): Promise<P> {
	const title = vscode.l10n.t('Issue Certificate from “{0}”', context.target.role);
	const form = await runWizard<Form<P>>(
		title,
		[...stepsFor<P>(context), ...lastSteps(context, confirm)],
		initialForm(context),
	);
	return form.plan;
}

/** What the form begins with. */
export function initialForm({ given, facts }: FormContext): Partial<CertificateForm> {
	return {
		commonName: given.commonName ?? suggestedName(facts),
		names: givenNames(given),
		ttl: durationText(given.ttlSeconds ?? facts.rules.ttlSeconds),
		usage: given.usage,
		keyType: given.keyType,
		issuer: given.issuer,
		folder: given.folder ?? defaultFolders()[0],
	};
}

type Confirm<P> = (
	frame: Frame,
	options: IssueOptions,
	more: readonly ReviewItem<'more'>[],
) => Promise<P | 'more'>;

/** The last question stands twice: *More options…* leads past the first one, through what it opens. */
function lastSteps<P extends object>(
	context: FormContext,
	confirm: Confirm<P>,
): readonly Step<Form<P>>[] {
	const isOpen = ({ more }: Partial<Form<P>>) => more === 'yes';
	const more: ReviewItem<'more'> = {
		label: vscode.l10n.t('More options…'),
		detail: vscode.l10n.t('A .p12 file beside the PEM files, for browsers and Java.'),
		icon: 'settings',
		value: 'more',
	};
	const ask = async (frame: Frame, state: Partial<Form<P>>): Promise<Partial<Form<P>>> => {
		const items = isOpen(state) || context.given.pkcs12 ? [] : [more];
		const plan = await confirm(frame, optionsOf(context, state), items);
		return plan === 'more' ? { more: 'yes' } : { plan };
	};
	return [
		{ when: (state) => !isOpen(state), ask },
		...pkcs12Steps<Form<P>>(isOpen),
		{ when: isOpen, ask },
	];
}

export function optionsOf(
	{ given, facts: { rules } }: FormContext,
	form: Partial<CertificateForm & Pkcs12Answers>,
): IssueOptions {
	const { commonName = '', names = [], ttl = '', usage, keyType, issuer, folder } = form;
	return {
		...given,
		commonName: commonName === '' ? undefined : commonName,
		...sortNames(takeHosts(names, rules, usageOf(rules, usage)).names),
		ttlSeconds: parseDuration(ttl),
		...{ usage, keyType, issuer, folder },
		pkcs12: pkcs12Of(form) ?? given.pkcs12,
	};
}

function stepsFor<P>(context: FormContext): readonly Step<Form<P>>[] {
	const { given, facts } = context;
	const { rules, issuers } = facts;
	const kinds = keyKindsFor(rules);
	const isOpenUsage = rules.serverAuth === undefined && rules.clientAuth === undefined;
	const isOpenKey = rules.keyType === undefined || rules.keyType === 'any';
	return [
		{
			fields: ['commonName'],
			when: () => given.commonName === undefined,
			ask: async (frame, state) => ({ commonName: await askCommonName(frame, context, state) }),
		},
		{
			fields: ['names'],
			// None given is an answer as well: a request may hold only a common name.
			when: () => given.altNames === undefined && givenNames(given).length === 0,
			ask: async (frame, state) => ({ names: await askFurtherNames(frame, context, state) }),
		},
		{
			fields: ['usage'],
			when: () => given.usage === undefined && isOpenUsage && mayChoose(context, 'usage'),
			ask: async (frame, { usage }) => ({ usage: await askUsage(frame, usage) }),
		},
		{
			fields: ['ttl'],
			when: () => given.ttlSeconds === undefined,
			ask: async (frame, state) => ({
				ttl: await askLifetime(frame, state.ttl ?? '', limitsOf(context, state)),
			}),
		},
		{
			fields: ['key'],
			when: () => given.keyType === undefined && isOpenKey && kinds.length > 1,
			ask: async (frame, { keyType }) => ({ keyType: await askKeyKind(frame, kinds, keyType) }),
		},
		{
			fields: ['issuer'],
			when: () => given.issuer === undefined && issuers.length > 1 && mayChoose(context, 'issuer'),
			ask: async (frame, { issuer }) => ({ issuer: await askIssuer(frame, facts, issuer) }),
		},
		{
			fields: ['folder'],
			when: () => given.folder === undefined,
			ask: async (frame, { folder }) => ({ folder: await askFolder(frame, folder) }),
		},
	];
}

function mayChoose({ target }: FormContext, choice: IssuingChoice): boolean {
	return target.client.issuingChoices?.includes(choice) ?? false;
}

/** The first name that the role allows as it is; a pattern is no name. */
function suggestedName({ rules }: RoleFacts): string {
	return allowedNames(rules).find((name) => !name.includes('*') && !name.includes('{{')) ?? '';
}

function givenNames({ altNames = [], ipSans = [], uriSans = [] }: IssueOptions): readonly string[] {
	return [...altNames, ...ipSans, ...uriSans];
}

function durationText(seconds: number | undefined): string {
	return seconds === undefined || seconds === 0 ? '' : formatDuration(seconds);
}

export async function askCommonName(
	frame: Frame,
	context: FormContext,
	{ commonName = '' }: Partial<CertificateForm>,
): Promise<string> {
	const { rules } = context.facts;
	const allowed = allowedNames(rules).join(', ');
	const isRequired = rules.requireCommonName !== false && givenNames(context.given).length === 0;
	const text = await frame.text({
		prompt:
			allowed === ''
				? vscode.l10n.t('Common name')
				: vscode.l10n.t('Common name. Allowed: {0}', allowed),
		value: commonName,
		placeholder: allowedNames(rules)[0]?.replace('*', 'api') ?? 'api.example.com',
		validate: (value) => {
			const name = value.trim();
			if (name === '') return isRequired ? vscode.l10n.t('Type a name') : undefined;
			return commonNameSentence(context, name);
		},
	});
	return text.trim();
}

export function askFurtherNames(
	frame: Frame,
	context: FormContext,
	state: Partial<CertificateForm>,
): Promise<readonly string[]> {
	const { names = [], commonName = '' } = state;
	return askNames(frame, {
		prompt: vscode.l10n.t('More names, IP addresses and URIs, separated by commas'),
		value: names,
		required: commonName === '',
		decides: 'server',
		check: (typed) => {
			const { rules } = context.facts;
			const usage = usageOf(rules, state.usage ?? context.given.usage);
			const wishes = sortNames(takeHosts(typed, rules, usage).names);
			return (
				firstWarning(context, wishes, 'altNames', 'ipSans', 'uriSans') ??
				nameAdvice({ commonName, names: typed, rules, usage, fields: ['altNames'] })
			);
		},
	});
}

/** What the role refuses of it, else what clients will not accept. */
function commonNameSentence(context: FormContext, name: string): Validation {
	const { given, facts } = context;
	const usage = usageOf(facts.rules, given.usage);
	const names = takeHosts([name], facts.rules, usage).names;
	const [commonName = name] = names;
	const typed = { commonName: name, names: givenNames(given), rules: facts.rules, usage };
	return (
		firstWarning(context, { commonName }, 'commonName') ??
		nameAdvice({ ...typed, fields: ['commonName'] })
	);
}

export function limitsOf(
	{ facts, given }: FormContext,
	{ issuer, usage }: Partial<CertificateForm>,
): LifetimeLimits {
	return {
		maxTtlSeconds: facts.maxTtlSeconds,
		issuer: issuerOf(facts, issuer),
		usage: usageOf(facts.rules, usage ?? given.usage),
	};
}

async function askIssuer(
	frame: Frame,
	facts: RoleFacts,
	issuer: string | undefined,
): Promise<string> {
	const items = facts.issuers.map((authority) => ({
		...authorityItem(authority),
		id: authority.id,
	}));
	const active = issuerOf(facts, issuer)?.id;
	const item = await frame.pick({
		prompt: vscode.l10n.t('Which issuer should sign?'),
		items,
		active: items.find(({ id }) => id === active),
	});
	return item.id;
}

/** What the role is expected to refuse of these wishes, in the fields that are being asked; it warns, for it may err. */
function firstWarning(
	{ target, facts }: FormContext,
	wishes: Partial<IssueRequest>,
	...fields: readonly Violation['field'][]
): Validation {
	const { mount, role } = target;
	const violation = checkWishes(facts.rules, { mount, role, ...wishes }).find(
		(found) => fields.includes(found.field) && !isWarning(found),
	);
	return violation && warning(violationSentence(violation, role));
}
