/** What is copied: one block with its chain, and the private keys that may belong to it. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { readMaterial } from '../../core/convert/material.js';
import { isPlainPem } from '../../core/copyAs/plainPem.js';
import type { CopyBlock, CopyInput } from '../../core/copyAs/form.js';
import { decodeInSlices, isUtf16, textOf } from '../../core/decode/decode.js';
import { type KeptBlock, pemOfBlock } from '../../core/decode/kept.js';
import { otherHalfNames } from '../../core/layouts/otherHalfNames.js';
import { chainsIn, namesItself } from '../../core/x509/chain.js';
import type { Comparable } from '../../services/compareSelection.js';
import { readContents, readShown } from '../../ui/contents.js';
import { blockName } from '../../ui/facts/facts.js';
import type { ChosenContent } from '../input/chosenContent.js';
import { comparablesIn, pickOne } from '../input/blockChoice.js';

export interface CopySource {
	readonly input: CopyInput;
	/** PEM of the private key to it, where one lies beside it unencrypted. */
	readonly keys: () => Promise<string | undefined>;
}

type Block = Extract<KeptBlock, { readonly error?: undefined }>;

/** Of several blocks of a file a person says which; a program gets the first. */
export async function copyInputOf(
	content: ChosenContent,
	interactive: boolean,
): Promise<CopySource> {
	const all = await comparablesIn(content);
	const asks = interactive && content.uri !== undefined;
	const { block } = asks ? await pickOne(all, vscode.l10n.t('Copy which one?')) : all[0];
	const input: CopyInput = {
		...copyBlock(block),
		chain: chainOf(block, await blocksAround(content, all)).map(copyBlock),
		name: blockName(block),
		platform: process.platform,
		file: await fileOf(content.uri, block),
	};
	return { input, keys: () => keyOf(block, content) };
}

function copyBlock(block: Block): CopyBlock {
	return { facts: block.facts, der: block.der, pem: pemOfBlock(block) };
}

/** What was chosen, and where that is a part of a file, all of it: there the chain is. */
async function blocksAround(
	{ uri, isPart }: ChosenContent,
	chosen: readonly Comparable[],
): Promise<readonly Block[]> {
	const whole =
		uri && isPart === true
			? await comparablesIn({ title: '', content: await readShown(uri) })
			: chosen;
	return whole.map(({ block }) => block);
}

/** The certificates above it; roots are what clients have. */
function chainOf({ facts }: Block, all: readonly Block[]): readonly Block[] {
	if (facts.kind !== 'certificate') return [];
	const items = all.flatMap((block) =>
		block.facts.kind === 'certificate' && block.der
			? [{ facts: block.facts, der: block.der, block }]
			: [],
	);
	const own = items.find((item) => item.facts.sha256Fingerprint === facts.sha256Fingerprint);
	const chain = own ? chainsIn(items)(own).slice(1) : [];
	return chain.filter((item) => !namesItself(item.facts)).map((item) => item.block);
}

/**
 * `openssl` reads the first block of its kind, where its lines are those of a PEM file: with LF or CRLF, each at the beginning
 * of a line of UTF-8, and with nothing damaged before them.
 */
async function fileOf(uri: vscode.Uri | undefined, block: Block): Promise<CopyInput['file']> {
	if (uri?.scheme !== 'file') return undefined;
	const content = await readContents(uri);
	const blocks = await decodeInSlices(content);
	const index = blocks.findIndex(({ facts }) => facts?.kind === block.facts.kind);
	const first = blocks[index];
	const isIt = first && JSON.stringify(first.facts) === JSON.stringify(block.facts);
	if (!isIt || first.container !== undefined || first.label === 'PKCS7') return undefined;
	if (first.encoding === 'der') return { path: uri.fsPath, isDer: true };
	const isDamaged = blocks.slice(0, index).some(({ error }) => error !== undefined);
	if (first.encoding !== 'pem' || isDamaged || isUtf16(content)) return undefined;
	const isPlain = isPlainPem(textOf(content) ?? '', first);
	return isPlain ? { path: uri.fsPath, isDer: false } : undefined;
}

/** In the same content, else in a file of that name beside it. */
async function keyOf(
	{ facts }: Block,
	{ content, uri }: ChosenContent,
): Promise<string | undefined> {
	if (facts.kind !== 'certificate') return undefined;
	const here = await matchingKey(content, facts.publicKeySha256);
	if (here !== undefined || uri?.scheme !== 'file') return here;
	const names = otherHalfNames(path.basename(uri.fsPath), false);
	const files = [uri, ...names.map((name) => vscode.Uri.joinPath(uri, '..', name))];
	for (const file of files) {
		const bytes = await orNothing(readContents(file));
		const found = bytes && (await matchingKey(bytes, facts.publicKeySha256));
		if (found !== undefined) return found;
	}
	return undefined;
}

async function matchingKey(
	content: string | Uint8Array,
	publicKey: string,
): Promise<string | undefined> {
	const material = await orNothing(readMaterial(content));
	const key = material?.keys.find((one) => one.publicKey === publicKey && one.opened !== undefined);
	return key?.opened?.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** What is not there, or cannot be read, has no key for it. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
	try {
		return await asked;
	} catch (error) {
		if (!(error instanceof PkiError) || isPkiError(error, 'cancelled')) throw error;
		return undefined;
	}
}
