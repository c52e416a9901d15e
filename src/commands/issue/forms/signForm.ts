/** The questions of *Sign Request*: which request, for how long, where to, and a last look. */
import * as vscode from 'vscode';
import type { SignRequest } from '../../../core/backends/contract/backend.js';
import { usageOf } from '../../../core/backends/issuing/nameWishes.js';
import { formatDuration, parseDuration } from '../../../core/common/duration.js';
import { PkiError } from '../../../core/common/errors.js';
import type { RequestFacts } from '../../../core/x509/model.js';
import { askOrRecall } from '../../../ui/ask/drafts.js';
import { askOnce, type Frame, runWizard, type Step } from '../../../ui/ask/wizard.js';
import { askFolder } from '../../input/formSteps.js';
import type { IssueOptions } from './issueOptions.js';
import { askLifetime, capSentence, type LifetimeLimits } from './lifetime.js';
import { review, type ReviewItem } from './review.js';
import {
	issuerOf,
	mayIssue,
	mayUseLocalKey,
	type RoleFacts,
	type RoleTarget,
	tokenCannot,
} from './roleTarget.js';
import { summaryWords } from './summary.js';

export type RequestChoice =
	{ readonly file: string } | { readonly makeHere: true } | { readonly makeThere: true };

/** Rejects with `cancelled` on Escape. */
export function askWhichRequest(target: RoleTarget, facts: RoleFacts): Promise<RequestChoice> {
	const title = vscode.l10n.t('Sign Request');
	return askOrRecall<RequestChoice>(title, ['request'], async () => {
		const items = requestItems(target, facts);
		const prompt = vscode.l10n.t('Which request?');
		const { choice } = await askOnce(title, (frame) => frame.pick({ prompt, items }));
		return choice === 'file' ? { file: await browseForRequest(title) } : choice;
	});
}

type RequestItem = vscode.QuickPickItem & {
	readonly choice: 'file' | Exclude<RequestChoice, { file: string }>;
};

/** What the token may do comes first; what it may not do says so. */
export function requestItems(target: RoleTarget, facts: RoleFacts): readonly RequestItem[] {
	const maySign = mayUseLocalKey(target, facts);
	const file: RequestItem = {
		label: vscode.l10n.t('A request file…'),
		detail: maySign
			? vscode.l10n.t('PEM or DER (.csr, .req, .p10). Its names and key are kept.')
			: tokenCannot('sign', target.role),
		choice: 'file',
	};
	const here: RequestItem = {
		label: vscode.l10n.t('Make a key here'),
		detail: vscode.l10n.t('The private key never leaves this machine.'),
		choice: { makeHere: true },
	};
	const there: RequestItem = {
		label: vscode.l10n.t('Key made by the server'),
		detail: vscode.l10n.t('The server sends the private key over the connection.'),
		choice: { makeThere: true },
	};
	if (maySign) return [file, here];
	return mayIssue(target, facts) ? [there, file] : [file];
}

async function browseForRequest(title: string): Promise<string> {
	const [file] =
		(await vscode.window.showOpenDialog({
			title,
			canSelectMany: false,
			filters: {
				[vscode.l10n.t('Certificate requests')]: ['csr', 'req', 'p10', 'pem', 'der'],
				[vscode.l10n.t('All files')]: ['*'],
			},
		})) ?? [];
	if (!file) throw new PkiError('cancelled');
	return file.fsPath;
}

export interface Signing {
	readonly target: RoleTarget;
	readonly facts: RoleFacts;
	readonly request: RequestFacts;
	readonly given: IssueOptions;
	/** Suggested; where the request is, if it is a file. */
	readonly folder: string | undefined;
	/** What will be sent, with that lifetime. */
	readonly operation: (ttlSeconds: number | undefined) => SignRequest;
	/** What the role is expected to refuse. */
	readonly refusal: (request: SignRequest) => string | undefined;
}

export interface SigningAnswer {
	ttl: string;
	folder: string;
	/** `issue`: a key that the server makes, for the same names. */
	way: 'sign' | 'issue';
}

/** Asks for lifetime and folder where `given` has none, and whether to send it. Rejects with `cancelled`. */
export async function askForSigning(signing: Signing): Promise<SigningAnswer> {
	const { target, facts, given } = signing;
	const limits: LifetimeLimits = {
		maxTtlSeconds: facts.maxTtlSeconds,
		issuer: issuerOf(facts, given.issuer),
		usage: usageOf(facts.rules, given.usage),
	};
	const ttlSeconds = given.ttlSeconds ?? facts.rules.ttlSeconds;
	const steps: readonly Step<SigningAnswer>[] = [
		{
			fields: ['ttl'],
			when: () => given.ttlSeconds === undefined,
			ask: async (frame, { ttl = '' }) => ({ ttl: await askLifetime(frame, ttl, limits) }),
		},
		{
			fields: ['folder'],
			when: () => given.folder === undefined,
			ask: async (frame, { folder }) => ({ folder: await askFolder(frame, folder) }),
		},
		{ ask: async (frame, state) => ({ way: await confirm(frame, signing, state, limits) }) },
	];
	return runWizard<SigningAnswer>(vscode.l10n.t('Sign Request with “{0}”', target.role), steps, {
		ttl: ttlSeconds === undefined || ttlSeconds === 0 ? '' : formatDuration(ttlSeconds),
		folder: given.folder ?? signing.folder,
	});
}

function confirm(
	frame: Frame,
	signing: Signing,
	{ ttl = '', folder }: Partial<SigningAnswer>,
	limits: LifetimeLimits,
): Promise<SigningAnswer['way']> {
	const { target, facts, request } = signing;
	const operation = signing.operation(parseDuration(ttl));
	const { ttlSeconds } = operation;
	const key = request.curve ?? [request.keyType, request.keyBits].filter(Boolean).join(' ');
	return review(frame, {
		prompt: summaryWords({
			names: [request.name, ...request.subjectAltNames.map(({ value }) => value)],
			...{ ttlSeconds, folder, issuer: limits.issuer },
			standardTtlSeconds: facts.rules.ttlSeconds,
			key: vscode.l10n.t('its key is {0}', key),
			advice: ttlSeconds === undefined ? undefined : capSentence(ttlSeconds, limits, new Date()),
		}),
		items: signItems(signing, operation),
		commandLine: target.client.commandLine,
		operation: { kind: 'sign', request: operation },
	});
}

function signItems(
	{ target, facts, refusal }: Signing,
	operation: SignRequest,
): readonly ReviewItem<SigningAnswer['way']>[] {
	const maySign = mayUseLocalKey(target, facts);
	const problem = maySign ? refusal(operation) : tokenCannot('sign', target.role);
	const sign: ReviewItem<'sign'> = {
		label: problem === undefined ? vscode.l10n.t('Sign') : vscode.l10n.t('Send Anyway'),
		detail: problem ?? vscode.l10n.t('The names and the key of the request are kept.'),
		value: 'sign',
	};
	if (maySign || !mayIssue(target, facts)) return [sign];
	const issue: ReviewItem<'issue'> = {
		label: vscode.l10n.t('Issue, key made by the server'),
		detail: vscode.l10n.t('Uses the names of the request, but not its key.'),
		value: 'issue',
	};
	return [issue, sign];
}
