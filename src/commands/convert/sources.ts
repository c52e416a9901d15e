/** Reads what is to be converted, and asks for passwords until they are right. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { isAboutPassword } from '../../core/common/passwordErrors.js';
import { isOpenable } from '../../core/convert/keyMaterial.js';
import { joined, type Material, readMaterial } from '../../core/convert/material.js';
import { readContents } from '../../ui/contents.js';
import { askPassword } from '../../ui/ask/password.js';
import { withProgress } from '../../ui/ask/progress.js';
import { describeError } from '../../ui/words/errors/errors.js';
import type { ChosenContent } from '../input/chosenContent.js';
import { title } from './questions.js';

export interface Source {
	readonly contents: readonly ChosenContent[];
	/** Only a part of them. */
	readonly entry: string | number | undefined;
	readonly keyFile: string | undefined;
	/** Of the container, and of encrypted keys. */
	readonly password: string | undefined;
	/** Of a Java keystore's keys that have one of their own. */
	readonly keyPassword: string | undefined;
}

type Passwords = Pick<Source, 'password' | 'keyPassword'>;
type Read = Passwords & { readonly material: Material };

/** @param opensKeys Whether encrypted private keys have to be opened, for which a person is asked. */
export async function readSources(
	source: Source,
	interactive: boolean,
	{ opensKeys = false } = {},
): Promise<Read> {
	const { password, keyPassword, entry, keyFile } = source;
	const key = keyFile === undefined ? [] : [await keyContent(keyFile)];
	const contents = [
		...source.contents.map(({ content }) => ({ content, entry })),
		...key.map(({ content }) => ({ content, entry: undefined })),
	];
	const read = async (passwords: Passwords, signal: AbortSignal): Promise<Read> => {
		const all: Material[] = [];
		for (const { content, entry } of contents) {
			all.push(await readMaterial(content, { ...passwords, entry, signal }));
		}
		const material = joined(all);
		if (opensKeys && interactive && material.keys.some(isLockedKey)) {
			throw new PkiError('invalid', { reason: 'keyEncrypted' });
		}
		return { ...passwords, material };
	};
	const given = { password, keyPassword };
	try {
		return await withProgress(vscode.l10n.t('Reading'), (signal) => read(given, signal));
	} catch (error) {
		if (!interactive || !isAboutPassword(error)) throw error;
		return askAndRead(read, given, error);
	}
}

/** The password of the whole first, then that of a Java keystore's keys where it is another one. */
async function askAndRead(
	read: (passwords: Passwords, signal: AbortSignal) => Promise<Read>,
	given: Passwords,
	error: PkiError,
): Promise<Read> {
	const isOfKeys = error.reason === 'wrongKeyPassword';
	const question = { title: title(), prompt: promptFor(error) };
	const answer = await askPassword(question, async (typed, signal) => {
		const next = { ...given, [isOfKeys ? 'keyPassword' : 'password']: typed };
		try {
			return await read(next, signal);
		} catch (other) {
			const isNext = !isOfKeys && isAboutPassword(other) && other.reason === 'wrongKeyPassword';
			if (!isNext) throw other;
			return { next, error: other };
		}
	});
	if (!answer) throw new PkiError('cancelled');
	return 'next' in answer ? askAndRead(read, answer.next, answer.error) : answer;
}

function promptFor(error: PkiError): string {
	return error.reason === 'keyEncrypted'
		? vscode.l10n.t('Password of the private key. It is used once and not stored')
		: describeError(error).message;
}

function isLockedKey({ facts, opened }: Material['keys'][number]): boolean {
	return isOpenable(facts) && opened === undefined;
}

async function keyContent(file: string): Promise<ChosenContent> {
	const uri = vscode.Uri.file(file);
	return { title: file, content: await readContents(uri), uri };
}
