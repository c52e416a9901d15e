/** The questions of the audit log: which events, and of which time. */
import * as vscode from 'vscode';
import { auditActions } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { runWizard, type Step, type Validation } from '../../ui/ask/wizard.js';
import { actionWords, type AuditFilter, readTime, resultWords } from './auditFilter.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Form = Writable<Required<Pick<AuditFilter, 'actions'>>> & {
	result: 'all' | 'succeeded' | 'failed';
	identity: string;
};

/** Answers the filter with what was chosen; the time span stays. */
export async function askFilter(filter: AuditFilter): Promise<AuditFilter> {
	const { actions = auditActions, succeeded, identity = '' } = filter;
	const result = succeeded === undefined ? 'all' : succeeded ? 'succeeded' : 'failed';
	const form = await runWizard<Form>(
		vscode.l10n.t('Filter Audit Log'),
		[actionStep, resultStep, identityStep],
		{ actions, result, identity },
	);
	// Nothing was ticked.
	if (form.actions.length === 0) throw new PkiError('cancelled');
	const { lastSeconds, from, to } = filter;
	const who = form.identity.trim();
	return {
		...{ lastSeconds, from, to },
		...(form.actions.length < auditActions.length && { actions: form.actions }),
		...(form.result !== 'all' && { succeeded: form.result === 'succeeded' }),
		...(who !== '' && { identity: who }),
	};
}

const actionStep: Step<Form> = {
	ask: async (frame, { actions = auditActions }) => {
		const items = auditActions.map((action) => ({ label: actionWords(action), action }));
		const chosen = await frame.pickMany({
			prompt: vscode.l10n.t('Which events?'),
			items,
			selected: items.filter(({ action }) => actions.includes(action)),
		});
		return { actions: chosen.map(({ action }) => action) };
	},
};

const resultStep: Step<Form> = {
	ask: async (frame, { result }) => {
		const items = [
			{ label: vscode.l10n.t('All'), value: 'all' as const },
			{ label: resultWords(true), value: 'succeeded' as const },
			{ label: resultWords(false), value: 'failed' as const },
		];
		const active = items.find(({ value }) => value === result);
		const prompt = vscode.l10n.t('Which results?');
		const chosen = await frame.pick({ prompt, items, ...(active && { active }) });
		return { result: chosen.value };
	},
};

const identityStep: Step<Form> = {
	ask: async (frame, { identity = '' }) => ({
		identity: await frame.text({
			prompt: vscode.l10n.t('Identity (empty: all)'),
			value: identity,
			placeholder: 'sa:deployer',
		}),
	}),
};

interface Span {
	last: number | 'all' | 'between';
	from: string;
	to: string;
}

const hour = 3600;
const day = 24 * hour;

/** Answers the filter with another time span. */
export async function askSpan(filter: AuditFilter): Promise<AuditFilter> {
	const { actions, succeeded, identity } = filter;
	const span = await runWizard<Span>(
		vscode.l10n.t('Time Span of Audit Log'),
		[lastStep, ...betweenSteps],
		{ last: filter.lastSeconds ?? 'between', from: filter.from ?? '', to: filter.to ?? '' },
	);
	const rest = { actions, succeeded, identity };
	if (typeof span.last === 'number') return { ...rest, lastSeconds: span.last };
	if (span.last === 'all') return rest;
	return { ...rest, from: readTime(span.from), to: readTime(span.to) };
}

const lastStep: Step<Span> = {
	ask: async (frame, { last }) => {
		const items: readonly (vscode.QuickPickItem & { readonly value: Span['last'] })[] = [
			{ label: vscode.l10n.t('Last hour'), value: hour },
			{ label: vscode.l10n.t('Last 24 hours'), value: day },
			{ label: vscode.l10n.t('Last 7 days'), value: 7 * day },
			{ label: vscode.l10n.t('Last 30 days'), value: 30 * day },
			{ label: vscode.l10n.t('Any time'), value: 'all' },
			{ label: vscode.l10n.t('Between two times…'), value: 'between' },
		];
		const active = items.find(({ value }) => value === last);
		const prompt = vscode.l10n.t('Which time span?');
		const chosen = await frame.pick({ prompt, items, ...(active && { active }) });
		return { last: chosen.value };
	},
};

const betweenSteps: readonly Step<Span>[] = [
	{
		when: ({ last }) => last === 'between',
		ask: async (frame, { from = '' }) => ({
			from: await frame.text({
				prompt: vscode.l10n.t('From (UTC; empty: no start)'),
				value: from,
				placeholder: '2026-01-31 08:00',
				validate: validateTime,
			}),
		}),
	},
	{
		when: ({ last }) => last === 'between',
		ask: async (frame, { to = '' }) => ({
			to: await frame.text({
				prompt: vscode.l10n.t('To (UTC; empty: now)'),
				value: to,
				placeholder: '2026-01-31 18:00',
				validate: validateTime,
			}),
		}),
	},
];

function validateTime(text: string): Validation {
	if (text.trim() === '' || readTime(text) !== undefined) return undefined;
	return vscode.l10n.t(
		'Type a date such as 2026-01-31, or a date and time such as 2026-01-31 08:00.',
	);
}
