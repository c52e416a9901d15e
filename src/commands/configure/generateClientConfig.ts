import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import { createClientConfig, type ClientConfig } from '../../core/snippets/clientConfig.js';
import { parseServerName, parseServerUrl } from '../../core/x509/names/hosts.js';
import { certificatesOf, type MaterialFile } from '../../core/diagnostics/clientConfig/material.js';
import { findTarget, targets, variantOf } from '../../core/snippets/registry.js';
import type { Target } from '../../core/snippets/target.js';
import { copyText, openText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import {
	askClientConfig,
	type ConfigAnswers,
	type Form,
	type Remembered,
} from './clientConfigForm.js';
import { warningSentence } from '../../ui/words/clientConfigWords.js';
import { expectedKey, findCertificateFile, findSiblings, readMaterial } from './materialFiles.js';
import {
	badOption,
	optionalBoolean,
	optionalChoice,
	optionalFile,
	optionalString,
	type Options,
} from '../input/options.js';

type Result = PkiCommands['pki.generateClientConfig']['result'];

const rememberedKey = 'clientConfig.answers';

/**
 * `pki.generateClientConfig`: with a target and a certificate nothing is asked. Reads files only: no network, no
 * writes, so it works in an untrusted workspace too.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const given = readOptions(input.options, input.interactive);
	const complete =
		!input.interactive && given.target !== undefined && given.certificate !== undefined;
	const answers = complete
		? withDefaults({ ...given, target: given.target, certificate: given.certificate })
		: await ask(context, given, input.options);
	const config = await generate(answers, !complete);
	// A person sees what is wrong before there is anything to use; a program gets it with the result.
	if (answers.output !== 'none') await confirm(answers, config, input.options, !complete);
	await deliver(answers, config);
	const { languageId, text, warnings } = config;
	return {
		languageId,
		text,
		...(warnings.length > 0 && { warnings: warnings.map(warningSentence) }),
	};
}

function readOptions(options: Options, interactive: boolean): Partial<ConfigAnswers> {
	const url = optionalString(options, 'url');
	const serverName = optionalString(options, 'serverName');
	const target = readTarget(options);
	const variant = optionalString(options, 'variant');
	if (target && variant !== undefined && variantOf(target, variant) === undefined) {
		throw badOption('variant', target.variants?.map(({ id }) => id).join(' | ') ?? '–');
	}
	return {
		target,
		variant,
		certificate: readCertificate(options, interactive),
		key: optionalFile(options, 'key'),
		ca: optionalFile(options, 'ca'),
		url: url === undefined ? undefined : parseServerUrl(url),
		serverName: serverName === undefined ? undefined : parseServerName(serverName),
		form: readForm(options),
		output: optionalChoice(options, 'output', ['document', 'clipboard', 'none']),
	};
}

/** A tree node's `certificate` is what the server knows of it, not a file; its `uri` may be one of a remote system. */
function readCertificate(options: Options, interactive: boolean): string | undefined {
	if (!interactive) return optionalFile(options, 'certificate') ?? optionalFile(options, 'uri');
	const { uri } = options;
	return uri instanceof vscode.Uri && uri.scheme === 'file' ? uri.fsPath : undefined;
}

function readTarget(options: Options): Target | undefined {
	const id = optionalString(options, 'target');
	const target = id === undefined ? undefined : findTarget(id);
	if (id !== undefined && !target) {
		throw badOption('target', targets.map((known) => known.id).join(' | '));
	}
	return target;
}

function readForm(options: Options): Form | undefined {
	const inline = optionalBoolean(options, 'inline');
	const inlineKey = optionalBoolean(options, 'inlineKey');
	if (inline === undefined) return undefined;
	if (!inline) return 'paths';
	return inlineKey === false ? 'inline' : 'inlineKey';
}

function withDefaults(
	given: Partial<ConfigAnswers> & Pick<ConfigAnswers, 'target' | 'certificate'>,
): ConfigAnswers {
	const { url = given.target.exampleUrl, form = 'paths', output = 'none' } = given;
	return { ...given, url, form, output };
}

async function ask(
	context: CommandContext,
	given: Partial<ConfigAnswers>,
	options: Options,
): Promise<ConfigAnswers> {
	const state = context.context.globalState;
	const answers = await askClientConfig(
		given,
		state.get<Remembered>(rememberedKey, {}),
		await suggestedFile(options),
	);
	const { target, variant, url } = answers;
	await state.update(rememberedKey, { target: target.id, variant, url } satisfies Remembered);
	return answers;
}

/** The file of the row that was chosen, else the one that is open. */
async function suggestedFile({ name, serialNumber }: Options): Promise<string | undefined> {
	if (typeof name === 'string' && typeof serialNumber === 'string') {
		return findCertificateFile(name, serialNumber);
	}
	const document = vscode.window.activeTextEditor?.document;
	return document?.uri.scheme === 'file' && document.getText().includes('-----BEGIN CERTIFICATE-')
		? document.uri.fsPath
		: undefined;
}

async function generate(answers: ConfigAnswers, asked: boolean): Promise<ClientConfig> {
	const siblings = await findSiblings(answers.certificate);
	const key = answers.key ?? siblings.key;
	const named = await readMaterial(answers.certificate);
	const chain = await chainOf(named, siblings.chain);
	return createClientConfig({
		target: answers.target,
		variant: variantOf(answers.target, answers.variant) ?? '',
		url: answers.url,
		serverName: answers.serverName,
		// Whoever chose from what lies there wants what works; a path that a program named stays.
		certificate: asked ? (chain ?? named) : named,
		chain,
		key: key === undefined ? undefined : await readMaterial(key),
		missingKey: key === undefined ? expectedKey(answers.certificate) : undefined,
		ca: answers.ca === undefined ? undefined : await readMaterial(answers.ca),
		inline: answers.form !== 'paths',
		inlineKey: answers.form === 'inlineKey',
		now: new Date(),
	});
}

/** The file with the issuers, if it really is about the same certificate. */
async function chainOf(
	named: MaterialFile,
	file: string | undefined,
): Promise<MaterialFile | undefined> {
	if (file === undefined || certificatesOf(named).length !== 1) return undefined;
	const chain = await readMaterial(file);
	const [one, other] = [certificatesOf(named)[0], certificatesOf(chain)[0]];
	return one && one.facts.sha256Fingerprint === other?.facts.sha256Fingerprint ? chain : undefined;
}

async function confirm(
	answers: ConfigAnswers,
	config: ClientConfig,
	options: Options,
	asked: boolean,
): Promise<void> {
	const showsKey = config.text.includes('PRIVATE KEY-----') && options.inlineKey !== true;
	const serious = config.warnings.filter(({ severity }) => severity !== 'info');
	if (!showsKey && (serious.length === 0 || !asked)) {
		if (serious.length > 0) {
			// With a button, because VS Code cuts a message without any off after one line.
			const words = serious.map(warningSentence).join(' ');
			void vscode.window.showWarningMessage(words, vscode.l10n.t('OK'));
		}
		return;
	}
	const proceed = vscode.l10n.t('Generate Anyway');
	const detail = [
		...(showsKey ? [keySentence(answers)] : []),
		...config.warnings.map(warningSentence),
	].join('\n\n');
	const question =
		serious.length > 0
			? vscode.l10n.t('This configuration may not work as it is.')
			: vscode.l10n.t('The text will hold the private key.');
	const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, proceed);
	if (answer !== proceed) throw new PkiError('cancelled');
}

function keySentence({ output }: ConfigAnswers): string {
	return output === 'clipboard'
		? vscode.l10n.t('The private key goes to the clipboard, where other programs can read it.')
		: vscode.l10n.t(
				'The document holds the private key in clear, and the editor keeps a copy of unsaved documents on disk.',
			);
}

async function deliver(
	{ output }: ConfigAnswers,
	{ text, languageId }: ClientConfig,
): Promise<void> {
	switch (output) {
		case 'document':
			return openText(text, languageId);
		case 'clipboard':
			return copyText(text, vscode.l10n.t('Client configuration copied'));
		case 'none':
			return;
	}
}
