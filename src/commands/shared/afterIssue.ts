import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type { IssuedCertificate } from '../../core/backends/backend.js';
import { plainText } from '../../ui/plainText.js';
import { exactTime } from '../../ui/words.js';
import type { CertificateSource } from '../../services/services.js';
import { showError } from '../../ui/errors.js';
import type { CommandContext } from '../command.js';
import { folderWords } from './folders.js';

export interface Finished {
	readonly name: string;
	readonly source: CertificateSource;
	readonly issued: IssuedCertificate;
	readonly result: IssuedFiles;
}

/**
 * Tells the user what was issued and what to do next. Returns at once: the notification may stand there for minutes,
 * and the command's result must not wait for it.
 */
export function announce(context: CommandContext, finished: Finished): void {
	offer(context, finished).catch((error: unknown) => showError(error));
}

async function offer(context: CommandContext, finished: Finished): Promise<void> {
	const { name, source, issued, result } = finished;
	const details = vscode.l10n.t('Show Details');
	const config = vscode.l10n.t('Copy Client Config…');
	const reveal = vscode.l10n.t('Reveal in Tree');
	const message = vscode.l10n.t(
		'"{0}" is issued, valid until {1}, and saved in {2}.',
		plainText(name),
		exactTime(issued.notAfter),
		folderWords(vscode.Uri.joinPath(vscode.Uri.file(result.files.certificate), '..').fsPath),
	);
	const warnings = result.warnings ?? [];
	const text = [message, ...warnings.map((warning) => plainText(warning, 500))].join(' ');
	const answer = await (warnings.length > 0
		? vscode.window.showWarningMessage(text, details, config, reveal)
		: vscode.window.showInformationMessage(text, details, config, reveal));
	if (answer === details) {
		await context.views.details.show({
			title: name,
			content: [issued.certificatePem, ...issued.chainPem].join('\n'),
			source,
			uri: vscode.Uri.file(result.files.certificate),
		});
	} else if (answer === config) {
		const { certificate, key, ca } = result.files;
		await vscode.commands.executeCommand('pki.generateClientConfig', {
			certificate,
			key,
			ca,
			output: 'document',
		});
	} else if (answer === reveal) {
		await context.views.explorer.reveal(source);
	}
}
