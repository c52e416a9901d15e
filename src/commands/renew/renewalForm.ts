/** The questions of *Generate Renewal Files*: which files, for which certificate, and where they go. */
import * as vscode from 'vscode';
import type { RenewalWay } from '../../core/renewal/request.js';
import { runWizard, type Frame, type Step } from '../../ui/ask/wizard.js';
import { required } from '../administer/adminForm.js';
import { defaultFolders } from '../input/folders.js';
import { askFolder } from '../input/formSteps.js';
import {
	askCommonName,
	askFurtherNames,
	type CertificateForm,
	type FormContext,
	initialForm,
	limitsOf,
	optionsOf,
} from '../issue/forms/issueForm.js';
import type { IssueOptions } from '../issue/forms/issueOptions.js';
import { askLifetime } from '../issue/forms/lifetime.js';

interface Form extends CertificateForm {
	ways: readonly RenewalWay[];
	image: string;
}

export interface RenewalAnswers {
	readonly options: IssueOptions;
	readonly ways: readonly RenewalWay[];
	readonly image?: string;
}

/** @param offered What the connection has a way for. */
export async function askRenewal(
	context: FormContext,
	given: Partial<Omit<RenewalAnswers, 'options'>>,
	offered: readonly RenewalWay[],
): Promise<RenewalAnswers> {
	const { target, given: options } = context;
	const title = vscode.l10n.t('Generate Renewal Files for “{0}”', target.role);
	const steps: readonly Step<Form>[] = [
		{
			fields: ['files'],
			when: () => given.ways === undefined,
			ask: async (frame, { ways }) => ({ ways: await askWays(frame, offered, ways) }),
		},
		...certificateSteps(context),
		{
			fields: ['image'],
			when: ({ ways }) => given.image === undefined && (ways ?? []).includes('kubernetes'),
			ask: async (frame, { image = '' }) => ({ image: await askImage(frame, image) }),
		},
		{
			fields: ['folder'],
			when: () => options.folder === undefined,
			ask: async (frame, { folder }) => ({ folder: await askFolder(frame, folder) }),
		},
	];
	const folder = options.folder ?? defaultFolders()[0];
	const { ways, image, ...form } = await runWizard<Form>(title, steps, {
		...initialForm(context),
		...given,
		folder,
	});
	return { options: optionsOf(context, form), ways, image };
}

function certificateSteps(context: FormContext): readonly Step<Form>[] {
	const { given } = context;
	return [
		{
			fields: ['commonName'],
			when: () => given.commonName === undefined,
			ask: async (frame, state) => ({ commonName: await askCommonName(frame, context, state) }),
		},
		{
			fields: ['names'],
			when: () => given.altNames === undefined,
			ask: async (frame, state) => ({ names: await askFurtherNames(frame, context, state) }),
		},
		{
			fields: ['ttl'],
			when: () => given.ttlSeconds === undefined,
			ask: async (frame, state) => ({
				ttl: await askLifetime(frame, state.ttl ?? '', limitsOf(context, state)),
			}),
		},
	];
}

async function askWays(
	frame: Frame,
	offered: readonly RenewalWay[],
	chosen: readonly RenewalWay[] = ['script'],
): Promise<readonly RenewalWay[]> {
	const items = offered.map((way) => ({ ...wayWords(way), way }));
	const answer = await frame.pickMany({
		prompt: vscode.l10n.t('How should the certificate be renewed?'),
		items,
		selected: items.filter(({ way }) => chosen.includes(way)),
	});
	return answer.map(({ way }) => way);
}

function wayWords(way: RenewalWay): vscode.QuickPickItem {
	switch (way) {
		case 'script':
			return {
				label: vscode.l10n.t('Script'),
				description: vscode.l10n.t('runs beside your program and signals it'),
				detail: vscode.l10n.t('Node.js 18 or newer, without packages'),
			};
		case 'kubernetes':
			return {
				label: vscode.l10n.t('Kubernetes manifest'),
				description: vscode.l10n.t(
					'an init container, and a restart before the certificate expires',
				),
			};
		case 'webhook':
			return {
				label: vscode.l10n.t('Webhook receiver'),
				description: vscode.l10n.t('starts the script when the server reports an event'),
				detail: vscode.l10n.t('Includes the script'),
			};
	}
}

async function askImage(frame: Frame, value: string): Promise<string> {
	const text = await frame.text({
		prompt: vscode.l10n.t('Container image of your program'),
		value,
		placeholder: 'registry.example.com/web:1.0',
		validate: required,
	});
	return text.trim();
}
