import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import {
	createClientConfig,
	isVariableName,
	type ClientConfig,
} from '../../core/snippets/clientConfig.js';
import { parseServerName, parseServerUrl } from '../../core/x509/names/hosts.js';
import type { Side } from '../../core/diagnostics/clientConfig/warning.js';
import { certificatesOf, type MaterialFile } from '../../core/diagnostics/clientConfig/material.js';
import { findTarget, sideOf, targets, variantOf } from '../../core/snippets/registry.js';
import { minVersions, type Target } from '../../core/snippets/target.js';
import type { CommandContext, CommandInput } from '../command.js';
import {
	askClientConfig,
	type ConfigAnswers,
	type Form,
	type Paths,
	type Remembered,
} from './clientConfigForm.js';
import { warningSentence } from '../../ui/words/findings/clientConfigWords.js';
import { confirm, deliver } from './deliverConfig.js';
import { knownCertificates } from './knownCertificates.js';
import { expectedKey, findCertificateFile, findSiblings, readMaterial } from './materialFiles.js';
import { optionalUri } from '../input/fileUris.js';
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
	await deliver(answers, config, !complete);
	const { languageId, text, warnings, conversion } = config;
	return {
		languageId,
		text,
		...(warnings.length > 0 && { warnings: warnings.map(warningSentence) }),
		...(conversion && { conversion }),
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
		side: readSide(options, target),
		variant,
		certificate: readCertificate(options, interactive),
		key: optionalFile(options, 'key'),
		ca: optionalFile(options, 'ca'),
		url: url === undefined ? undefined : parseServerUrl(url),
		serverName: serverName === undefined ? undefined : parseServerName(serverName),
		form: readForm(options),
		output: optionalChoice(options, 'output', ['document', 'clipboard', 'none']),
		paths: optionalChoice(options, 'paths', ['relative', 'absolute']),
		minVersion: optionalChoice(options, 'minVersion', minVersions),
		passphraseVariable: readVariable(options),
	};
}

/** A tree node's `certificate` is what the server knows of it, not a file; its `uri` may be one of a remote system. */
function readCertificate(options: Options, interactive: boolean): string | undefined {
	if (!interactive) return optionalFile(options, 'certificate') ?? optionalFile(options, 'uri');
	const uri = optionalUri(options, 'uri');
	return uri?.scheme === 'file' ? uri.fsPath : undefined;
}

function readTarget(options: Options): Target | undefined {
	const id = optionalString(options, 'target');
	const target = id === undefined ? undefined : findTarget(id);
	if (id !== undefined && !target) {
		throw badOption('target', targets.map((known) => known.id).join(' | '));
	}
	return target;
}

function readSide(options: Options, target: Target | undefined): Side | undefined {
	const side = optionalChoice(options, 'side', ['client', 'server']);
	if (target && sideOf(target, side) === undefined) {
		throw badOption('side', target.sides.join(' | '));
	}
	return side;
}

function readVariable(options: Options): string | undefined {
	const name = optionalString(options, 'passphraseVariable');
	if (name !== undefined && !isVariableName(name)) {
		throw badOption('passphraseVariable', 'TLS_KEY_PASSPHRASE');
	}
	return name;
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
	const { url = given.target.exampleUrl, form = 'paths' } = given;
	const { output = 'none', paths = 'absolute' } = given;
	return { ...given, side: given.side ?? given.target.sides[0], url, form, output, paths };
}

async function ask(
	context: CommandContext,
	given: Partial<ConfigAnswers>,
	options: Options,
): Promise<ConfigAnswers> {
	const state = context.context.globalState;
	const certificates =
		given.certificate === undefined
			? await knownCertificates(await suggestedFile(options), context.recentFiles.list())
			: [];
	const remembered = state.get<Remembered>(rememberedKey, {});
	const answers = await askClientConfig(given, remembered, certificates);
	const { target, variant, url } = answers;
	await state.update(rememberedKey, { target: target.id, variant, url } satisfies Remembered);
	const { output = 'clipboard', paths = 'relative' } = given;
	return { ...answers, side: given.side ?? target.sides[0], output, paths };
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
	const shown = (file: MaterialFile) => ({ ...file, path: shownPath(file.path, answers.paths) });
	const read = async (file: string) => shown(await readMaterial(file));
	return createClientConfig({
		target: answers.target,
		side: answers.side,
		minVersion: answers.minVersion,
		passphraseVariable: answers.passphraseVariable,
		variant: variantOf(answers.target, answers.variant) ?? '',
		url: answers.url,
		serverName: answers.serverName,
		// Whoever chose from what lies there wants what works; a path that a program named stays.
		certificate: shown(asked ? (chain ?? named) : named),
		chain: chain && shown(chain),
		key: key === undefined ? undefined : await read(key),
		missingKey:
			key === undefined ? shownPath(expectedKey(answers.certificate), answers.paths) : undefined,
		ca: answers.ca === undefined ? undefined : await read(answers.ca),
		inline: answers.form !== 'paths',
		inlineKey: answers.form === 'inlineKey',
		now: new Date(),
	});
}

/** With slashes, as configurations are shared between systems; a file outside the workspace keeps its full path. */
function shownPath(file: string, paths: Paths): string {
	const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file));
	if (paths === 'absolute' || folder?.uri.scheme !== 'file') return file;
	return path.relative(folder.uri.fsPath, file).split(path.sep).join('/');
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
