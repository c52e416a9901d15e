/** What is said when files are written, in one notification. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type { IssuedCertificate } from '../../core/backends/backend.js';
import type { CertificateSource } from '../../services/services.js';
import { showError } from '../../ui/errors.js';
import { plainText } from '../../ui/plainText.js';
import { exactTime } from '../../ui/words.js';
import type { CommandContext } from '../command.js';
import { folderWords } from './folders.js';
import { findUnignoredKey, type UnignoredKey } from './ignoreKey.js';

export interface Finished {
	readonly name: string;
	readonly source: CertificateSource;
	readonly issued: IssuedCertificate;
	readonly result: IssuedFiles;
}

interface NextStep {
	readonly title: string;
	run(): Promise<unknown>;
}

/**
 * Tells the user what was issued and what to do next. Returns at once: the notification may stand there for minutes,
 * and the command's result must not wait for it.
 */
export function announce(context: CommandContext, finished: Finished): void {
	const { name, issued, result } = finished;
	const message = vscode.l10n.t(
		'"{0}" is issued, valid until {1}, and saved in {2}.',
		plainText(name, 80),
		exactTime(issued.notAfter),
		folderWords(path.dirname(result.files.certificate)),
	);
	const warnings = (result.warnings ?? []).map((warning) => plainText(warning, 500));
	notify([message, ...warnings].join(' '), {
		isWarning: warnings.length > 0,
		key: result.files.key,
		steps: nextSteps(context, finished),
	});
}

function nextSteps(
	context: CommandContext,
	{ name, source, issued, result }: Finished,
): readonly NextStep[] {
	const { certificate, key, ca } = result.files;
	return [
		{
			title: vscode.l10n.t('Show Details'),
			run: () =>
				context.views.details.show({
					title: name,
					content: [issued.certificatePem, ...issued.chainPem].join('\n'),
					source,
					uri: vscode.Uri.file(certificate),
				}),
		},
		{
			title: vscode.l10n.t('Copy Client Config…'),
			run: async () =>
				vscode.commands.executeCommand('pki.generateClientConfig', {
					...{ certificate, key, ca },
					output: 'document',
				}),
		},
		{
			title: vscode.l10n.t('Reveal in Tree'),
			run: () => context.views.explorer.reveal(source),
		},
	];
}

/** One notification: what happened, whether git would take the key along, and the next steps. Returns at once. */
export function notify(
	message: string,
	what: {
		readonly isWarning?: boolean;
		readonly key?: string;
		readonly steps: readonly NextStep[];
	},
): void {
	const { key } = what;
	const shown = async () => {
		const unignored = key === undefined ? undefined : await findUnignoredKey(key);
		await show(message, what.isWarning === true, what.steps, unignored);
	};
	shown().catch((error: unknown) => showError(error));
}

async function show(
	message: string,
	isWarning: boolean,
	steps: readonly NextStep[],
	unignored: UnignoredKey | undefined,
): Promise<void> {
	const ignore = vscode.l10n.t('Add to .gitignore');
	const titles = [...(unignored ? [ignore] : []), ...steps.map(({ title }) => title)];
	const text = unignored
		? [message, vscode.l10n.t('git does not ignore its private key.')].join(' ')
		: message;
	const answer = await (isWarning || unignored
		? vscode.window.showWarningMessage(text, ...titles)
		: vscode.window.showInformationMessage(text, ...titles));
	if (answer === ignore && unignored) {
		await unignored.ignore();
		const done = vscode.l10n.t('{0} is in .gitignore now.', unignored.pattern);
		return show([message, done].join(' '), isWarning, steps, undefined);
	}
	await steps.find(({ title }) => title === answer)?.run();
}
