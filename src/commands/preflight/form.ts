/** The questions of `pki.preflight`: what is not given and does not lie beside what is. */
import * as vscode from 'vscode';
import { certificatesOf, privateKeyOf } from '../../core/diagnostics/clientConfig/material.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { Frame, Step } from '../../ui/ask/wizard.js';
import { runWizard } from '../../ui/ask/wizard.js';
import type { CommandContext } from '../command.js';
import { askCertificate, certificateFilters, checkFile } from '../configure/clientConfigFiles.js';
import { fileWithCertificate, knownCertificates } from '../configure/knownCertificates.js';
import { findSiblings } from '../configure/materialFiles.js';
import { type Material, readMaterial } from './material.js';
import { firstName, keyBeside, ownOf, type PreflightRequest, readServerName } from './request.js';

interface State extends PreflightRequest {
	/** The client's key was asked for, and nothing was answered or another file: it is asked for again on the way back. */
	readonly keyAsked: boolean;
}

/** Rejects with `cancelled` and the errors of reading. */
export async function askPreflight(
	context: CommandContext,
	given: PreflightRequest,
): Promise<PreflightRequest> {
	const known = given.certificate
		? []
		: await knownCertificates(
				await fileWithCertificate(context.blocks),
				context.recentFiles.list(),
				context.workspace,
			);
	const isGiven = (name: keyof PreflightRequest) => given[name] !== undefined;
	const steps: Step<State>[] = [
		{
			when: () => !isGiven('certificate'),
			ask: async (frame, { certificate }) => {
				const answer = await askCertificate(frame, certificate?.uri?.fsPath, known);
				const chosen = await readMaterial(vscode.Uri.file(answer.certificate));
				return { certificate: chosen, key: await keyBeside(chosen), keyAsked: false };
			},
		},
		{
			when: ({ key, keyAsked }) => !isGiven('key') && (!key || keyAsked === true),
			ask: async (frame) => ({ key: await askKey(frame, 'key'), keyAsked: true }),
		},
		{ when: () => !isGiven('ca'), ask: askCa },
		{ when: () => !isGiven('serverCertificate'), ask: askServerCertificate },
		{
			when: ({ serverCertificate, serverKey }) =>
				!isGiven('serverKey') && serverCertificate !== undefined && !serverKey,
			ask: async (frame) => ({ serverKey: await askKey(frame, 'serverKey') }),
		},
		{
			when: ({ serverCertificate }) => !isGiven('serverName') && serverCertificate !== undefined,
			ask: askServerName,
		},
	];
	const title = vscode.l10n.t('Preflight mTLS');
	return runWizard<State>(title, steps, { ...given, keyAsked: false });
}

/** Undefined: answered with nothing. */
export async function askKey(
	frame: Frame,
	name: 'key' | 'serverKey',
): Promise<Material | undefined> {
	const file = await frame.file({
		prompt:
			name === 'key'
				? vscode.l10n.t('Private key of the client (empty: do not test the client’s certificate)')
				: vscode.l10n.t('Private key of the server (empty: do not test the server’s certificate)'),
		placeholder: name === 'key' ? '/path/to/client.key' : '/path/to/server.key',
		validate: (text) =>
			text.trim() === ''
				? undefined
				: checkFile(text, (material) =>
						privateKeyOf(material) ? undefined : vscode.l10n.t('This file contains no private key'),
					),
	});
	return file.trim() === '' ? undefined : readMaterial(vscode.Uri.file(file.trim()));
}

type CaItem = vscode.QuickPickItem & {
	/** A file, or one of the words below. */ readonly ca: string;
};

/** One beside the certificate, one that is chosen, or the system's. */
export async function askCa(
	frame: Frame,
	{ certificate }: { readonly certificate?: Material | undefined },
): Promise<Pick<PreflightRequest, 'ca'>> {
	const file = certificate?.uri?.scheme === 'file' ? certificate.uri.fsPath : undefined;
	const beside = file === undefined ? undefined : (await findSiblings(file)).ca;
	const items: CaItem[] = [
		...(beside === undefined
			? []
			: [{ label: vscode.workspace.asRelativePath(beside), iconPath: icon('shield'), ca: beside }]),
		{ label: vscode.l10n.t('Choose file…'), iconPath: icon('folder-opened'), ca: 'browse' },
		{
			label: vscode.l10n.t('System CAs'),
			description: vscode.l10n.t('trusted by this computer'),
			iconPath: icon('device-desktop'),
			ca: 'system',
		},
		{
			label: vscode.l10n.t('Default CAs'),
			description: vscode.l10n.t('included with the editor; a private CA is not among them'),
			iconPath: icon('globe'),
			ca: 'runtime',
		},
	];
	const prompt = vscode.l10n.t('CA that both ends trust');
	const { ca } = await frame.pick({ prompt, items });
	if (ca === 'system') return { ca };
	if (ca === 'runtime') return { ca: undefined };
	return { ca: await readMaterial(ca === 'browse' ? await browseCa() : vscode.Uri.file(ca)) };
}

function icon(id: string): vscode.ThemeIcon {
	return new vscode.ThemeIcon(id);
}

/** Rejects with `cancelled`. */
export async function browseCa(): Promise<vscode.Uri> {
	const [uri] =
		(await vscode.window.showOpenDialog({
			openLabel: vscode.l10n.t('Use CA'),
			canSelectMany: false,
			filters: certificateFilters(),
		})) ?? [];
	if (!uri) throw new PkiError('cancelled');
	return uri;
}

async function askServerCertificate(
	frame: Frame,
	{ serverCertificate }: Partial<State>,
): Promise<Partial<State>> {
	const file = await frame.file({
		prompt: vscode.l10n.t('Certificate of the server (empty: test only the client’s certificate)'),
		value: serverCertificate?.uri?.fsPath ?? '',
		placeholder: '/path/to/server.crt',
		filters: certificateFilters(),
		validate: (text) =>
			text.trim() === ''
				? undefined
				: checkFile(text, (material) =>
						certificatesOf(material).length > 0
							? undefined
							: vscode.l10n.t('This file contains no certificate'),
					),
	});
	if (file.trim() === '') return { serverCertificate: undefined, serverKey: undefined };
	const chosen = await readMaterial(vscode.Uri.file(file.trim()));
	return { serverCertificate: chosen, serverKey: await keyBeside(chosen) };
}

export async function askServerName(
	frame: Frame,
	{ serverCertificate, serverName }: Partial<PreflightRequest>,
): Promise<{ readonly serverName: string | undefined }> {
	const text = await frame.text({
		prompt: vscode.l10n.t('Name or IP address by which clients reach the server (empty: any)'),
		value: serverName ?? firstName(serverCertificate) ?? ownOf(serverCertificate)?.commonName ?? '',
		placeholder: 'vault.example.com',
		validate: (typed) => {
			try {
				readServerName(typed);
				return undefined;
			} catch (error) {
				if (isPkiError(error, 'invalid')) return vscode.l10n.t('Not a valid host name');
				throw error;
			}
		},
	});
	return { serverName: readServerName(text) };
}
