/** Finds the other half of a key: in the same file, in a file of the same name beside it, or anywhere in the workspace. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { decode } from '../../core/decode/decode.js';
import { otherHalfNames } from '../../core/layouts/otherHalfNames.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { readContents } from '../../ui/contents.js';
import { halvesElsewhere } from '../../ui/facts/halvesElsewhere.js';
import { otherHalfWords, publicKeyOf } from '../../ui/facts/otherHalf.js';
import type { Neighbours, SubjectBlock } from './subject.js';

const largestKeyFile = 64 * 1024;

/** Names of blocks and files with the private key to a certificate, or the certificate to a private key. */
export async function matchingKeys(
	block: SubjectBlock,
	neighbours: Neighbours,
	beside: KeysBeside,
): Promise<readonly string[]> {
	const key = publicKeyOf(block);
	if (key === undefined) return [];
	const isPrivate = block.facts?.kind === 'privateKey';
	const here = neighbours.otherHalves(block).map(otherHalfWords);
	return here.length > 0 ? here : beside.matching(key, isPrivate);
}

/** The keys in files of the same name beside a file; each is read once, however many blocks are asked about. */
export class KeysBeside {
	readonly #read = new Map<string, Promise<readonly FoundKey[]>>();

	/** `workspace` is asked where nothing lies beside the file. */
	constructor(
		private readonly uri: vscode.Uri | undefined,
		private readonly workspace?: WorkspaceIndex,
	) {}

	/** Names of the files that hold the other half of a key. */
	async matching(key: string, isPrivate: boolean): Promise<readonly string[]> {
		const beside = await this.#beside(key, isPrivate);
		const { uri, workspace } = this;
		return beside.length > 0 ? beside : halvesElsewhere(workspace, key, { isPrivate, uri });
	}

	async #beside(key: string, isPrivate: boolean): Promise<readonly string[]> {
		if (this.uri === undefined) return [];
		const name = path.posix.basename(this.uri.path);
		const matches = await Promise.all(
			otherHalfNames(name, isPrivate).map(async (other) => {
				const found = await this.#keysIn(other);
				const matching = found.some((half) => half.key === key && half.isPrivate !== isPrivate);
				return matching ? [other] : [];
			}),
		);
		return matches.flat();
	}

	#keysIn(name: string): Promise<readonly FoundKey[]> {
		const { uri } = this;
		if (uri === undefined) return Promise.resolve([]);
		const known = this.#read.get(name) ?? keysIn(vscode.Uri.joinPath(uri, '..', name));
		this.#read.set(name, known);
		return known;
	}
}

interface FoundKey {
	readonly key: string;
	readonly isPrivate: boolean;
}

async function keysIn(file: vscode.Uri): Promise<readonly FoundKey[]> {
	try {
		return decode(await readContents(file, largestKeyFile)).flatMap((block) => {
			const key = publicKeyOf(block);
			return key === undefined ? [] : [{ key, isPrivate: block.facts?.kind === 'privateKey' }];
		});
	} catch (error) {
		// Not there, not readable or too large: then nothing is known of it.
		if (isPkiError(error)) return [];
		throw error;
	}
}
