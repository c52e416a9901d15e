/** What *Convert* asks a person. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ConversionId } from '../../core/convert/convert.js';
import type { Material } from '../../core/convert/material.js';
import { otherHalfNames } from '../../core/layouts/otherHalfNames.js';
import { isMissing } from '../../services/files/sameFile.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { askOnce, runWizard } from '../../ui/ask/wizard.js';

export const title = () => vscode.l10n.t('Convert Certificate');

type FormatItem = vscode.QuickPickItem & { readonly to: ConversionId };

/** Only formats that can hold something of it. */
export async function askFormat(material: Material): Promise<ConversionId> {
	const { certificates, crls, keys, publicKeys } = material;
	const hasKey = certificates.length + keys.length + publicKeys.length > 0;
	const items = formatItems().filter(({ to }) => {
		switch (to) {
			case 'pkcs12':
				return certificates.length > 0;
			case 'pkcs7':
				return certificates.length + crls.length > 0;
			case 'jwk':
			case 'jwks':
				return hasKey;
			default:
				return true;
		}
	});
	const prompt = vscode.l10n.t('Convert to');
	return (await askOnce(title(), (frame) => frame.pick({ prompt, items }))).to;
}

function formatItems(): readonly FormatItem[] {
	return [
		{ label: 'PEM', description: '.pem, .key', detail: vscode.l10n.t('Text'), to: 'pem' },
		{
			...{ label: 'DER', description: '.der', to: 'der' },
			detail: vscode.l10n.t('Binary, one file for each certificate or key'),
		},
		{
			...{ label: 'PKCS#12', description: '.p12', to: 'pkcs12' },
			detail: vscode.l10n.t('Certificate, chain and private key, protected by a password'),
		},
		{
			...{ label: 'PKCS#7', description: '.p7b', to: 'pkcs7' },
			detail: vscode.l10n.t('Certificates and CRLs, for Windows and Java'),
		},
		{ label: 'JWK', description: '.jwk', detail: vscode.l10n.t('JSON Web Key'), to: 'jwk' },
		{
			...{ label: 'JWKS', description: '.jwks', to: 'jwks' },
			detail: vscode.l10n.t('JSON Web Key Set'),
		},
	];
}

/** Twice, as nobody sees what is typed. */
export async function askNewPassword(): Promise<string> {
	const { first } = await runWizard<{ first: string; again: string }>(title(), [
		{
			ask: async (frame) => ({
				first: await frame.text({
					prompt: vscode.l10n.t('New password'),
					password: true,
					validate: (text) => (text === '' ? vscode.l10n.t('Type a password.') : undefined),
				}),
			}),
		},
		{
			ask: async (frame, state) => ({
				again: await frame.text({
					prompt: vscode.l10n.t('New password again'),
					password: true,
					validate: (text) =>
						text === state.first ? undefined : vscode.l10n.t('The passwords do not match.'),
				}),
			}),
		},
	]);
	return first;
}

/** The private key's file; one of that name beside the certificate is typed in already. */
export async function askKeyFile(beside: vscode.Uri | undefined): Promise<string> {
	const value = beside?.scheme === 'file' ? await keyBeside(beside.fsPath) : undefined;
	const file = await askOnce(title(), (frame) =>
		frame.file({
			prompt: vscode.l10n.t('File with the private key'),
			...(value !== undefined && { value }),
			validate: async (text) =>
				!path.isAbsolute(text.trim()) || (await isMissing(text.trim()))
					? vscode.l10n.t('Type the full path of a file, or browse for one.')
					: undefined,
		}),
	);
	return file.trim();
}

async function keyBeside(file: string): Promise<string | undefined> {
	const names = otherHalfNames(path.basename(file), false);
	const files = names.map((name) => path.join(path.dirname(file), name));
	const missing = await Promise.all(files.map(isMissing));
	return files.find((_, index) => missing[index] === false);
}

/** Whether a JWK is to have the private key. Asks again before it is written in the clear. */
export async function askWhetherKey(): Promise<boolean> {
	const items = [
		{ label: vscode.l10n.t('Public key only'), withKey: false },
		{
			label: vscode.l10n.t('Include the private key'),
			detail: vscode.l10n.t('Not encrypted: anyone who can read the file can use it'),
			withKey: true,
		},
	];
	const prompt = vscode.l10n.t('What should the JWK contain?');
	const { withKey } = await askOnce(title(), (frame) => frame.pick({ prompt, items }));
	if (withKey) await confirmPlain([vscode.l10n.t('Write Unencrypted')]);
	return withKey;
}

/** Whether CAs are packed alone, to be trusted; else a private key belongs to one of them. */
export async function askWhetherTrusted(): Promise<boolean> {
	const items = [
		{
			label: vscode.l10n.t('Certificates only'),
			detail: vscode.l10n.t('A truststore: programs that open it trust these certificates'),
			isTrusted: true,
		},
		{ label: vscode.l10n.t('Add a private key…'), isTrusted: false },
	];
	const prompt = vscode.l10n.t('What should the PKCS#12 file contain?');
	return (await askOnce(title(), (frame) => frame.pick({ prompt, items }))).isTrusted;
}

/** How a private key is written that is open at the moment; `without` where there is something else to write. */
export async function askOpenKey(hasOthers: boolean): Promise<'encrypt' | 'plain' | 'without'> {
	const encrypt = vscode.l10n.t('Encrypt with a Password…');
	const without = vscode.l10n.t('Leave Out the Private Key');
	const plain = vscode.l10n.t('Write Unencrypted');
	const answer = await confirmPlain([encrypt, ...(hasOthers ? [without] : []), plain]);
	if (answer === without) return 'without';
	return answer === encrypt ? 'encrypt' : 'plain';
}

function confirmPlain(actions: readonly string[]): Promise<string> {
	return confirmLoss(vscode.l10n.t('Write the private key without a password?'), {
		detail: vscode.l10n.t('Anyone who can read the file can use the key.'),
		keep: vscode.l10n.t('Do Not Write'),
		actions,
	});
}
