/** What is said when files are written. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type { IssuedCertificate } from '../../core/backends/contract/backend.js';
import { findUnignoredKey } from '../../services/files/ignoreKey.js';
import type { CertificateSource } from '../../services/ports/places.js';
import { showError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { shortWarnings, showFullWarnings } from '../../ui/words/errors/serverWords.js';
import { exactTime } from '../../ui/words/words.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import type { CommandContext } from '../command.js';
import { folderWords } from '../input/folders.js';
import { caFileName } from '../save/issuedFiles.js';

export interface Finished {
	readonly name: string;
	readonly source: CertificateSource;
	readonly issued: IssuedCertificate;
	readonly result: IssuedFiles;
	/** What is not as it was asked for, and what clients will not accept. */
	readonly sentences: readonly string[];
	/** It is of no use, or a danger. */
	readonly isSevere: boolean;
	/** The root was made just now, so nothing trusts it. */
	readonly isNewRoot: boolean;
}

type Severity = 'error' | 'warning' | 'information';

interface NextStep {
	readonly title: string;
	run(): Promise<unknown>;
}

/**
 * Tells the user what was issued and what to do next. Returns at once: the notification may stand there for minutes,
 * and the command's result must not wait for it.
 */
export function announce(context: CommandContext, finished: Finished): void {
	const { name, issued, result, sentences, isSevere, isNewRoot } = finished;
	const message = vscode.l10n.t(
		'“{0}” is issued, valid until {1}, and saved in {2}.',
		plainText(name, 80),
		exactTime(issued.notAfter),
		folderWords(path.dirname(result.files.certificate)),
	);
	const { words, full } = shortWarnings(issued.warnings);
	const warnings = [
		...sentences,
		...(words === '' ? [] : [vscode.l10n.t('The CA warns: {0}', words)]),
	];
	const trust = isNewRoot ? [trustWords()] : [];
	notify([message, ...caWords(result.files.ca), ...trust, ...warnings].join(' '), {
		severity: isSevere ? 'error' : warnings.length > 0 ? 'warning' : 'information',
		key: result.files.key,
		pkcs12: result.files.pkcs12,
		steps: [
			...nextSteps(context, finished),
			...(full === undefined
				? []
				: [{ title: vscode.l10n.t('Show Warnings'), run: () => showFullWarnings(full) }]),
		],
	});
}

/** Where the CA's certificate is, when that is not where one looks. */
function caWords(file: string | undefined): readonly string[] {
	const name = file === undefined ? caFileName : path.basename(file);
	return name === caFileName ? [] : [vscode.l10n.t('Its CA is in {0}.', plainText(name))];
}

function trustWords(): string {
	return vscode.l10n.t('Browsers and programs accept it once they trust its root.');
}

function trustStep({ connection, mount }: CertificateSource): NextStep {
	return {
		title: vscode.l10n.t('Trust Root…'),
		run: async () =>
			vscode.commands.executeCommand('pki.trustRoot', forPerson({ connection, mount })),
	};
}

function nextSteps(
	context: CommandContext,
	{ name, source, issued, result, isNewRoot }: Finished,
): readonly NextStep[] {
	const { certificate, key, ca } = result.files;
	return [
		...(isNewRoot ? [trustStep(source)] : []),
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
				}),
		},
		{
			title: vscode.l10n.t('Preflight…'),
			run: async () => {
				const fields = { uri: vscode.Uri.file(certificate) };
				await vscode.commands.executeCommand('pki.preflight', forPerson(fields));
			},
		},
		{
			title: vscode.l10n.t('Reveal in Tree'),
			run: () => context.views.explorer.reveal(source),
		},
	];
}

/** What happened and the next steps, and whether git would take the key along. Returns at once. */
export function notify(
	message: string,
	what: {
		readonly severity?: Severity;
		readonly key?: string;
		/** Holds a private key as well. */
		readonly pkcs12?: string;
		readonly steps: readonly NextStep[];
	},
): void {
	const failed = (error: unknown) => showError(error);
	show(message, what.severity ?? 'information', what.steps).catch(failed);
	for (const file of [what.key, what.pkcs12]) {
		if (file !== undefined) offerToIgnore(file).catch(failed);
	}
}

async function show(message: string, severity: Severity, steps: readonly NextStep[]) {
	const { showErrorMessage, showWarningMessage, showInformationMessage } = vscode.window;
	const showMessage = {
		error: showErrorMessage,
		warning: showWarningMessage,
		information: showInformationMessage,
	}[severity];
	const answer = await showMessage(message, ...steps.map(({ title }) => title));
	await steps.find(({ title }) => title === answer)?.run();
}

/** Folders, with the kind of file, whose keys stay as they are, as far as this session is concerned. */
const declined = new Set<string>();

async function offerToIgnore(key: string): Promise<void> {
	const folder = path.dirname(key);
	const kind = path.join(folder, path.extname(key));
	if (declined.has(kind)) return;
	const unignored = await findUnignoredKey(key);
	if (!unignored) return;
	declined.add(kind);
	const ignore = vscode.l10n.t('Add to .gitignore');
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('git does not ignore the private key in {0}.', folderWords(folder)),
		ignore,
	);
	if (answer === ignore) await unignored.ignore();
}
