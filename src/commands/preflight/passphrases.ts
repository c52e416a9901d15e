import * as vscode from 'vscode';
import { privateKeyOf } from '../../core/diagnostics/clientConfig/material.js';
import { PkiError } from '../../core/common/errors.js';
import { askPassword } from '../../ui/ask/password.js';
import { openPrivateKey } from '../../core/x509/write/openPrivateKey.js';
import { plainText } from '../../ui/words/plainText.js';
import type { Material } from './material.js';
import type { PreflightRequest } from './request.js';

/** Asks for the password of each encrypted key; it is held for this preflight and its report. Rejects with `cancelled`. */
export async function withPassphrases(request: PreflightRequest): Promise<PreflightRequest> {
	return {
		...request,
		passphrase: await askFor(request.key),
		serverPassphrase: await askFor(request.serverKey),
	};
}

async function askFor(material: Material | undefined): Promise<string | undefined> {
	if (!material || privateKeyOf(material)?.facts.encrypted !== true) return undefined;
	const question = {
		title: vscode.l10n.t('Preflight mTLS'),
		prompt: vscode.l10n.t('Password of {0}', plainText(material.title, 80)),
	};
	const password = await askPassword(question, async (typed) => {
		await openPrivateKey(material.pem, typed);
		return typed;
	});
	if (password === undefined) throw new PkiError('cancelled');
	return password;
}
