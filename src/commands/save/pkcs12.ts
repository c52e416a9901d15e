/** A `.p12` file beside the PEM files: whether, and with which password. */
import { randomBytes } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { plainText } from '../../ui/words/plainText.js';
import { badOption, optionalBoolean, optionalString, type Options } from '../input/options.js';

/** That there is to be one. Without a password one is made when the file is written, so that no form keeps it. */
export interface Pkcs12Wish {
	readonly password?: string;
}

/** How a `.p12` file is encrypted. */
export interface Pkcs12Password {
	readonly password: string;
	/** Made here: nobody knows it until it is shown. */
	readonly isMade: boolean;
}

/**
 * `pkcs12` and `pkcs12Password`. A program must give the password, for no result holds one; rejects with `invalid` where
 * it does not.
 */
export function optionalPkcs12(options: Options, interactive: boolean): Pkcs12Wish | undefined {
	const isWanted = optionalBoolean(options, 'pkcs12') ?? false;
	const password = optionalString(options, 'pkcs12Password');
	if (!isWanted) {
		if (password !== undefined) throw badOption('pkcs12', 'true');
		return undefined;
	}
	if (password === '' || (password === undefined && !interactive)) {
		throw badOption('pkcs12Password', 'string, not empty');
	}
	return password === undefined ? {} : { password };
}

/** One that is made has 144 bits, in characters that every program takes. */
export function pkcs12Password({ password }: Pkcs12Wish): Pkcs12Password {
	return password === undefined
		? { password: randomBytes(18).toString('base64url'), isMade: true }
		: { password, isMade: false };
}

/** Shows a password that was made, once; with one that the user typed, or without a file, nothing. */
export async function showMadePassword(
	file: string | undefined,
	made: Pkcs12Password | undefined,
): Promise<void> {
	if (file === undefined || made?.isMade !== true) return;
	const copy = vscode.l10n.t('Copy Password');
	const answer = await vscode.window.showInformationMessage(
		vscode.l10n.t('Password of {0}: {1}', plainText(path.basename(file)), made.password),
		{ modal: true, detail: vscode.l10n.t('It is not stored, and is shown only once.') },
		copy,
	);
	if (answer === copy) await vscode.env.clipboard.writeText(made.password);
}
