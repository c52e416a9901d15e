/** The last question: what the text is to be like, seen in a preview that follows, and where it goes. */
import * as vscode from 'vscode';
import { defined } from '../../core/common/defined.js';
import { isPkiError } from '../../core/common/errors.js';
import { privateKeyOf } from '../../core/diagnostics/clientConfig/material.js';
import type { Frame } from '../../ui/ask/wizard.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { warningSentence } from '../../ui/words/findings/clientConfigWords.js';
import type { ConfigAnswers } from './answers.js';
import { previewConfig } from './buildConfig.js';
import { separator } from './clientConfigFiles.js';
import { ConfigPreview } from './configPreview.js';
import type { OptionsContext, Preview, Row } from './formTypes.js';
import { optionRows } from './optionRows.js';
import { outputRows } from './outputRows.js';

/** Answers all that was changed. Rejects with `cancelled`; Back leads to the questions before. */
export async function askOptions(
	frame: Frame,
	state: Partial<ConfigAnswers>,
	context: OptionsContext,
): Promise<ConfigAnswers> {
	// All steps before have answered.
	let answers = state as ConfigAnswers;
	const preflight = (await vscode.commands.getCommands(true)).includes('pki.preflight');
	const shown = new ConfigPreview(answers.target.label, answers.target.languageId);
	try {
		let last: string | undefined = answers.output;
		for (;;) {
			const preview = await previewOf(answers);
			shown.show('problem' in preview ? preview.problem : preview.config.text);
			const items = rowsFor(answers, preview, { ...context, preflight });
			const active = items.find(({ id }) => id !== undefined && id === last);
			const prompt = vscode.l10n.t('Choose where the text goes, or change an option');
			const row = await frame.pick({ prompt, items, ...(active && { active }) });
			last = row.id;
			const change = await row.choose?.();
			answers = { ...answers, ...change };
			if (change && row.isEnd === true) return answers;
		}
	} finally {
		await shown.close();
	}
}

async function previewOf(answers: ConfigAnswers): Promise<Preview> {
	try {
		const built = await previewConfig(answers);
		const { key } = built.files;
		return {
			...built,
			isKeyEncrypted: key !== undefined && privateKeyOf(key)?.facts.encrypted === true,
		};
	} catch (error) {
		// It may be mended by another option.
		if (!isPkiError(error)) throw error;
		return { problem: describeError(error).message };
	}
}

function rowsFor(
	answers: ConfigAnswers,
	preview: Preview,
	context: OptionsContext & { readonly preflight: boolean },
): readonly Row[] {
	return [
		...('problem' in preview ? [] : outputRows(answers, preview, context)),
		separator(vscode.l10n.t('Options')),
		...optionRows(answers, preview, context),
		separator(vscode.l10n.t('Checks')),
		...checkRows(preview),
		...(context.preflight ? [preflightRow(answers)] : []),
	];
}

/** The same sentences as in the question before the text is handed out. */
function checkRows(preview: Preview): readonly Row[] {
	if ('problem' in preview) return [checkRow('error', preview.problem)];
	const { warnings } = preview.config;
	if (warnings.length > 0) {
		return warnings.map((warning) => checkRow(warning.severity, warningSentence(warning)));
	}
	const label = vscode.l10n.t('No problems found in the files');
	return [{ label, iconPath: new vscode.ThemeIcon('pass'), id: 'none' }];
}

function checkRow(icon: 'error' | 'warning' | 'info', sentence: string): Row {
	return {
		label: sentence,
		iconPath: new vscode.ThemeIcon(icon),
		id: sentence,
		// A row shows one line.
		choose: async () => {
			await vscode.window.showInformationMessage(sentence, { modal: true });
			return undefined;
		},
	};
}

function preflightRow({ side, certificate, key, ca, serverName }: ConfigAnswers): Row {
	const own =
		side === 'client'
			? { certificate, key, ca, serverName }
			: { serverCertificate: certificate, serverKey: key, ca };
	return {
		label: vscode.l10n.t('Preflight…'),
		description: vscode.l10n.t('try a handshake with these files'),
		iconPath: new vscode.ThemeIcon('beaker'),
		id: 'preflight',
		choose: async () => {
			await vscode.commands.executeCommand('pki.preflight', forPerson(defined(own)));
			return undefined;
		},
	};
}
