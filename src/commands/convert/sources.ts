/** Reads what is to be converted, and asks for passwords until they are right. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import {
	joined,
	type Material,
	readMaterial,
	type ReadOptions,
} from '../../core/convert/material.js';
import { readContents } from '../../ui/contents.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { ChosenContent } from '../input/chosenContent.js';
import { askPassword } from './questions.js';

export interface Source {
	readonly contents: readonly ChosenContent[];
	readonly keyFile: string | undefined;
	/** Of the container, and of encrypted keys. */
	readonly password: string | undefined;
	/** Of a Java keystore's keys that have one of their own. */
	readonly keyPassword: string | undefined;
}

/** @param opensKeys Whether encrypted private keys have to be opened, for which a person is asked. */
export async function readSources(
	source: Source,
	interactive: boolean,
	{ opensKeys = false } = {},
): Promise<Pick<Source, 'password' | 'keyPassword'> & { readonly material: Material }> {
	const key = source.keyFile === undefined ? [] : [await keyContent(source.keyFile)];
	const all = [...source.contents, ...key];
	let { password, keyPassword } = source;
	for (;;) {
		try {
			const material = await read(all, { password, keyPassword });
			const isLocked = opensKeys && material.keys.some(isLockedKey);
			if (!isLocked || !interactive) return { material, password, keyPassword };
			password = await askPassword();
		} catch (error) {
			if (!interactive || !isPkiError(error) || !aboutPassword(error.reason)) throw error;
			if (error.reason === 'wrongKeyPassword') keyPassword = await askPassword(error);
			else password = error.reason === 'passwordIsEmpty' ? '' : await askPassword(error);
		}
	}
}

function isLockedKey({ facts, opened }: Material['keys'][number]): boolean {
	return facts.encrypted && opened === undefined;
}

function aboutPassword(reason: string | undefined): boolean {
	return (
		reason !== undefined &&
		/^(passwordNeeded|wrongPassword|passwordIsEmpty|wrongKeyPassword|keyPasswordRefused)$/.test(
			reason,
		)
	);
}

async function keyContent(file: string): Promise<ChosenContent> {
	const uri = vscode.Uri.file(file);
	return { title: file, content: await readContents(uri), uri };
}

async function read(
	contents: readonly ChosenContent[],
	passwords: Pick<ReadOptions, 'password' | 'keyPassword'>,
): Promise<Material> {
	return withProgress(vscode.l10n.t('Reading'), async (signal) => {
		const all: Material[] = [];
		for (const { content } of contents)
			all.push(await readMaterial(content, { ...passwords, signal }));
		return joined(all);
	});
}
