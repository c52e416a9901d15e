/** The client's certificate with its key, and the CAs, that a probe uses: from files, PEM, or what a server has. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { readMaterial } from '../../core/convert/material.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { pemOfBlock } from '../../core/decode/kept.js';
import { pemText } from '../../core/layouts/pemText.js';
import { TlsFiles } from '../../core/tls/tlsFiles.js';
import type { TlsSettings } from '../../core/tls/tlsTexts.js';
import type { Connection } from '../../services/connectionStore.js';
import { readBounded } from '../../services/files/files.js';
import { listFiles } from '../../services/files/listFiles.js';
import { readContents } from '../../ui/contents.js';
import type { CommandContext } from '../command.js';
import { copyInputOf } from '../copyAs/copyInput.js';
import { chooseCertificate, isInBackend } from '../input/chosenCertificate.js';
import type { ChosenContent } from '../input/chosenContent.js';
import { optionalUri } from '../input/fileUris.js';
import type { Options } from '../input/options.js';

export interface ProbeMaterial {
	/** PEM. */
	readonly certificate?: string;
	readonly key?: string;
	readonly ca?: readonly string[];
}

/**
 * What `certificate`, `key` and `ca` name: files, PEM, or what a server has. Without `key` it is looked for in the
 * certificate's file and beside it. Rejects with the errors of reading, and with `invalid` where the key is missing, encrypted
 * or another one's, before anything is sent.
 */
export async function readProbeMaterial(
	context: CommandContext,
	options: Options,
): Promise<ProbeMaterial> {
	const [client, ca] = await Promise.all([
		contentOf(context, options, 'certificate'),
		contentOf(context, options, 'ca'),
	]);
	const pair = client && (await readPair(client, await contentOf(context, options, 'key')));
	const authorities = ca && (await certificatesOf(ca));
	if (pair) await requirePair(pair, client);
	return { ...pair, ...(authorities && { ca: authorities }) };
}

/** What a connection itself uses. Rejects as its own requests do. */
export async function materialOf(
	{ connections }: CommandContext,
	{ id, fields }: Connection,
): Promise<ProbeMaterial> {
	const { readTexts } = await import('../../core/tls/tlsTexts.js');
	const { ca, folder, cert, key } = await readTexts(fields, host(connections.secrets(id)));
	const all = [ca, ...(folder?.texts ?? [])].flatMap((text) => text?.text ?? []);
	return {
		...(all.length > 0 && { ca: all }),
		...(cert && key && { certificate: cert.text, key: key.text }),
	};
}

function host(secrets: { get(name: string): Promise<string | undefined> }) {
	const readFile = async (file: string) => (await readBounded(file)).bytes;
	return { readFile, listFiles, secrets };
}

async function contentOf(
	context: CommandContext,
	options: Options,
	name: string,
): Promise<ChosenContent | undefined> {
	const value = options[name] ?? undefined;
	if (value === undefined) return undefined;
	if (typeof value === 'string' && value.includes('-----BEGIN')) {
		return { title: name, content: value };
	}
	// A `Uri` has an authority too.
	if (typeof value === 'object' && !('scheme' in value) && isInBackend(value as Options)) {
		return chooseCertificate(context, value as Options);
	}
	const uri = optionalUri(options, name);
	return uri && { title: path.posix.basename(uri.path), content: await readContents(uri), uri };
}

async function readPair(
	client: ChosenContent,
	key: ChosenContent | undefined,
): Promise<Required<Pick<ProbeMaterial, 'certificate' | 'key'>>> {
	const source = await copyInputOf(client, false);
	const { pem, chain } = source.input;
	if (pem === undefined) throw missing('noCertificate', client);
	const keyPem = key ? await keyOf(key) : await source.keys();
	if (keyPem === undefined) throw missing('clientKeyMissing', client);
	return { certificate: pemText([pem, ...chain.flatMap((one) => one.pem ?? [])]), key: keyPem };
}

async function keyOf(content: ChosenContent): Promise<string> {
	const { keys } = await readMaterial(content.content);
	const [key] = keys;
	if (!key) throw missing('clientKeyUnreadable', content);
	if (!key.opened) throw missing('clientKeyEncrypted', content);
	return key.opened.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function certificatesOf(content: ChosenContent): Promise<readonly string[]> {
	const blocks = await decodeInSlices(content.content);
	const pems = blocks.flatMap((block) =>
		block.facts?.kind === 'certificate' ? (pemOfBlock(block) ?? []) : [],
	);
	if (pems.length === 0) throw missing('noCertificate', content);
	return pems;
}

/** With the check that connections make: OpenSSL sends no certificate, without a word, where the key is not its own. */
async function requirePair(
	{ certificate, key }: Required<Pick<ProbeMaterial, 'certificate' | 'key'>>,
	source: ChosenContent,
): Promise<void> {
	const file = fileOf(source);
	const settings: TlsSettings = {
		...{ clientCertificateText: certificate, clientCertificateVariable: file },
		...{ clientKeyVariable: file, caText: certificate },
	};
	await new TlsFiles(settings, host({ get: () => Promise.resolve(key) })).options();
}

function missing(reason: string, content: ChosenContent): PkiError {
	return new PkiError('invalid', { reason, args: { file: fileOf(content) } });
}

function fileOf({ title, uri }: ChosenContent): string {
	return uri ? vscode.workspace.asRelativePath(uri) : title;
}
