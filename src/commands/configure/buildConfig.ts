/** Reads the files and makes the text; the same for the preview, in which no private key is shown. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { certificatesOf, type MaterialFile } from '../../core/diagnostics/clientConfig/material.js';
import {
	type ClientConfig,
	type ClientConfigRequest,
	createClientConfig,
} from '../../core/snippets/clientConfig.js';
import { variantOf } from '../../core/snippets/registry.js';
import type { ConfigAnswers, Paths } from './answers.js';
import { expectedKey, findSiblings, onlyLeaf, readMaterial } from './materialFiles.js';

export interface BuiltConfig {
	readonly config: ClientConfig;
	/** The files themselves, where something is to be made of them. */
	readonly files: Pick<ClientConfigRequest, 'certificate' | 'chain' | 'key'>;
}

/** Rejects with the errors of reading, and with those of `createClientConfig`. */
export async function buildConfig(answers: ConfigAnswers, asked: boolean): Promise<BuiltConfig> {
	const request = await requestFor(answers, asked);
	return { config: createClientConfig(request), files: request };
}

/** Something to look at: where the private key would stand, there is a placeholder. */
export async function previewConfig(answers: ConfigAnswers): Promise<BuiltConfig> {
	const request = await requestFor(answers, true);
	const config = createClientConfig(request);
	if (answers.form !== 'inlineKey' || !request.key) return { config, files: request };
	const { text } = createClientConfig({ ...request, key: withoutKey(request.key) });
	return { config: { ...config, text }, files: request };
}

/** Base64 that a reader understands. */
const placeholder = Buffer.from('private/key/not/shown/in/preview', 'base64');

function withoutKey(file: MaterialFile): MaterialFile {
	const blocks = file.blocks.map((block) =>
		block.error === undefined && block.facts.kind === 'privateKey'
			? { ...block, der: placeholder }
			: block,
	);
	return { ...file, text: '', blocks };
}

async function requestFor(answers: ConfigAnswers, asked: boolean): Promise<ClientConfigRequest> {
	const siblings = await findSiblings(answers.certificate);
	const key = answers.key ?? siblings.key;
	// A program that reads the file takes its first certificate.
	const leaf = answers.form === 'paths' ? undefined : answers.leaf;
	const named = onlyLeaf(await readMaterial(answers.certificate), leaf);
	const chain = await chainOf(named, siblings.chain);
	const shown = (file: MaterialFile) => ({ ...file, path: shownPath(file.path, answers.paths) });
	const read = async (file: string) => {
		const material = await readMaterial(file);
		return shown(file === answers.certificate ? onlyLeaf(material, leaf) : material);
	};
	return {
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
		converted:
			answers.converted === undefined ? undefined : shownPath(answers.converted, answers.paths),
	};
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
