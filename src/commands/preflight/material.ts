/** What an option of a TLS command names, as the program that is given it would read it. */
import * as path from 'node:path';
import type * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { keyPem } from '../../core/convert/keyMaterial.js';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import { pemOfBlock } from '../../core/decode/kept.js';
import type { MaterialFile } from '../../core/diagnostics/clientConfig/material.js';
import { pemText } from '../../core/layouts/pemText.js';
import type { DecodedBlock } from '../../core/x509/block.js';
import { readShown } from '../../ui/contents.js';
import type { CommandContext } from '../command.js';
import { chooseCertificate, isInBackend } from '../input/chosenCertificate.js';
import { optionalUri } from '../input/fileUris.js';
import {
	badOption,
	fileWords,
	optionalNumber,
	optionalString,
	type Options,
} from '../input/options.js';

export interface Material extends MaterialFile {
	/** A file's name, or what the certificate is called. */
	readonly title: string;
	/** PEM: the file's own text where it holds PEM as TLS programs read it, so that its faults are seen. */
	readonly pem: string;
	readonly uri?: vscode.Uri;
	/** Zero-based: a block of the file is meant. */
	readonly line?: number;
}

const expected = `${fileWords} | { uri, line } | { text } | { connection, mount, serialNumber }`;

/** Undefined where the option is absent. Rejects with `invalid` (`noBlocks`) and the errors of reading. */
export async function optionalMaterial(
	context: CommandContext,
	options: Options,
	name: string,
): Promise<Material | undefined> {
	const value = options[name] ?? undefined;
	if (value === undefined) return undefined;
	const fields: Options = isFields(value) ? value : { uri: value };
	if (isInBackend(fields)) {
		const { title, content } = await chooseCertificate(context, fields);
		return materialOf(title, content);
	}
	const text = optionalString(fields, 'text');
	if (text !== undefined) return materialOf(name, text);
	const uri = optionalUri(fields, 'uri');
	if (!uri) throw badOption(name, expected);
	return readMaterial(uri, optionalNumber(fields, 'line', { min: 0 }));
}

/** Rejects with `invalid` (`noBlocks`) where no block begins at the line, and with the errors of reading. */
export async function readMaterial(uri: vscode.Uri, line?: number): Promise<Material> {
	const title = path.posix.basename(uri.path);
	return {
		...(await materialOf(title, await readShown(uri), line)),
		uri,
		...(line !== undefined && { line }),
	};
}

async function materialOf(
	title: string,
	content: string | Uint8Array,
	line?: number,
): Promise<Material> {
	const text = textOf(content) ?? '';
	const all = await decodeInSlices(content);
	const blocks = line === undefined ? all : fromLine(all, line);
	if (line !== undefined && blocks.length === 0) {
		throw new PkiError('invalid', { reason: 'noBlocks' });
	}
	// A certificate in a configuration is what the program gets of it, not the file.
	const isPlain = line === undefined && /^-----BEGIN /m.test(text);
	const pem = isPlain ? text : pemOf(blocks, text);
	return { path: title, title, text, blocks, pem: pem === '' ? text : pem };
}

/** The certificate at a line with those right behind it, which are its chain; a container's parts share their line. */
function fromLine(all: readonly DecodedBlock[], line: number): readonly DecodedBlock[] {
	const start = all.findIndex((block) => block.line === line);
	if (start === -1) return [];
	const following = all.slice(start);
	const end = following.findIndex(
		(block, index) => index > 0 && block.line - (following[index - 1]?.endLine ?? block.line) > 1,
	);
	return end === -1 ? following : following.slice(0, end);
}

function pemOf(blocks: readonly DecodedBlock[], text: string): string {
	const pems = blocks.flatMap((block) => {
		if (!block.facts) return [];
		const { facts, der } = block;
		return facts.kind === 'privateKey'
			? [keyPem({ ...block, facts, der }, text)]
			: (pemOfBlock(block) ?? []);
	});
	return pems.length === 0 ? '' : pemText(pems);
}

/** A `Uri` that went through JSON has a scheme. */
function isFields(value: unknown): value is Options {
	return (
		typeof value === 'object' && value !== null && !('scheme' in value) && !Array.isArray(value)
	);
}
