import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import { warningSentence } from '../../ui/words/findings/clientConfigWords.js';
import type { CommandContext, CommandInput } from '../command.js';
import { badOption, fileWords, type Options } from '../input/options.js';
import type { ConfigAnswers, Remembered } from './answers.js';
import { buildConfig } from './buildConfig.js';
import { askClientConfig } from './clientConfigForm.js';
import { askConversion } from './convertForConfig.js';
import { confirm, deliver } from './deliverConfig.js';
import {
	fileWithCertificate,
	knownAuthorities,
	knownCertificates,
	readAtHand,
} from './knownCertificates.js';
import { findCertificateFile } from './materialFiles.js';
import { readOptions } from './readConfigOptions.js';

type Result = PkiCommands['pki.generateClientConfig']['result'];

const rememberedKey = 'clientConfig.answers';

/**
 * `pki.generateClientConfig`: with a target and a certificate nothing is asked. Without `merge` it reads files only: no
 * network, no writes, so it works in an untrusted workspace too. A person may have the files made that the target needs.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const given = readOptions(input.options, input.interactive);
	const editor = vscode.window.activeTextEditor;
	if (given.output === 'insert' && !editor) throw new PkiError('invalid', { reason: 'noEditor' });
	const complete =
		!input.interactive && given.target !== undefined && given.certificate !== undefined;
	const chosen = complete
		? withDefaults({ ...given, target: given.target, certificate: given.certificate })
		: await ask(context, given, input.options, editor);
	const answers = complete ? chosen : await converted(chosen);
	const { config } = await buildConfig(answers, !complete);
	// A person sees what is wrong before there is anything to use; a program gets it with the result.
	if (answers.output !== 'none') await confirm(answers, config, input.options, !complete);
	await deliver(answers, config, { asked: !complete, editor });
	const { languageId, text, warnings, conversion } = config;
	return {
		languageId,
		text,
		...(warnings.length > 0 && { warnings: warnings.map(warningSentence) }),
		...(conversion && { conversion }),
	};
}

function withDefaults(
	given: Partial<ConfigAnswers> & Pick<ConfigAnswers, 'target' | 'certificate'>,
): ConfigAnswers {
	const { url = given.target.exampleUrl, form = 'paths' } = given;
	const { output = 'none', paths = 'absolute' } = given;
	if (output === 'merge' && given.into === undefined) throw badOption('into', fileWords);
	return { ...given, side: given.side ?? given.target.sides[0], url, form, output, paths };
}

/** With the file that the target needs, where it was made or is there. */
async function converted(answers: ConfigAnswers): Promise<ConfigAnswers> {
	if (answers.output === 'none') return answers;
	const { config, files } = await buildConfig(answers, true);
	if (!config.conversion) return answers;
	const file = await askConversion(config.conversion.format, answers, files);
	return file === undefined ? answers : { ...answers, converted: file };
}

async function ask(
	context: CommandContext,
	given: Partial<ConfigAnswers>,
	options: Options,
	editor: vscode.TextEditor | undefined,
): Promise<ConfigAnswers> {
	const state = context.context.globalState;
	const remembered = state.get<Remembered>(rememberedKey, {});
	const { workspace, recentFiles } = context;
	const ready = readAtHand(workspace);
	const certificates = async () => {
		const suggested = await suggestedFile(context, options, editor);
		await ready;
		return knownCertificates(suggested, recentFiles.list(), workspace);
	};
	const authorities = () => knownAuthorities(workspace);
	const offered = { remembered, ready, workspace, certificates, authorities, editor };
	const answers = await askClientConfig(given, offered);
	const { target, variant, url, output } = answers;
	const kept: Remembered = { target: target.id, variant, url, output };
	await state.update(rememberedKey, kept);
	return answers;
}

/** The file of the row that was chosen, else the one that is open, where it holds a certificate. */
async function suggestedFile(
	context: CommandContext,
	{ name, serialNumber }: Options,
	editor: vscode.TextEditor | undefined,
): Promise<string | undefined> {
	if (typeof name === 'string' && typeof serialNumber === 'string') {
		return findCertificateFile(name, serialNumber);
	}
	return fileWithCertificate(context.blocks, editor);
}
