/** The questions of *Start mTLS Echo Server*: what is not given. */
import * as vscode from 'vscode';
import { privateKeyOf } from '../../core/diagnostics/clientConfig/material.js';
import type { TlsVersion } from '../../core/tls/preflight/preflight.js';
import type { Frame, Step } from '../../ui/ask/wizard.js';
import { runWizard } from '../../ui/ask/wizard.js';
import type { CommandContext } from '../command.js';
import { askCertificate, checkFile } from '../configure/clientConfigFiles.js';
import { fileWithCertificate, knownCertificates } from '../configure/knownCertificates.js';
import { findSiblings } from '../configure/materialFiles.js';
import { browseCa } from '../preflight/form.js';
import { type Material, readMaterial } from '../preflight/material.js';
import { keyBeside } from '../preflight/request.js';

export interface EchoServerRequest {
	readonly certificate?: Material | undefined;
	readonly key?: Material | undefined;
	readonly passphrase?: string | undefined;
	readonly ca?: Material | undefined;
	readonly requireClientCertificate: boolean;
	readonly minVersion: TlsVersion;
	readonly maxVersion: TlsVersion;
	readonly host: string;
	readonly port: number;
}

/** Rejects with `cancelled` and the errors of reading. */
export async function askEchoServer(
	context: CommandContext,
	given: EchoServerRequest,
): Promise<EchoServerRequest> {
	const known = given.certificate
		? []
		: await knownCertificates(
				await fileWithCertificate(context.blocks),
				context.recentFiles.list(),
				context.workspace,
			);
	const steps: Step<EchoServerRequest>[] = [
		{
			when: () => !given.certificate,
			ask: async (frame, { certificate }) => {
				const prompt = vscode.l10n.t('Certificate of the server');
				const answer = await askCertificate(frame, certificate?.uri?.fsPath, known, prompt);
				const chosen = await readMaterial(vscode.Uri.file(answer.certificate));
				return { certificate: chosen, key: await keyBeside(chosen) };
			},
		},
		{ when: ({ key }) => !given.key && !key, ask: askKey },
		{ when: () => !given.ca, ask: askClients },
		{ ask: askHost },
	];
	return runWizard<EchoServerRequest>(vscode.l10n.t('Echo Server'), steps, given);
}

async function askKey(frame: Frame): Promise<Partial<EchoServerRequest>> {
	const file = await frame.file({
		prompt: vscode.l10n.t('Private key of the server'),
		placeholder: '/path/to/server.key',
		validate: (text) =>
			checkFile(text, (material) =>
				privateKeyOf(material) ? undefined : vscode.l10n.t('This file contains no private key'),
			),
	});
	return { key: await readMaterial(vscode.Uri.file(file.trim())) };
}

type ClientItem = vscode.QuickPickItem & {
	readonly choose: () => Promise<Partial<EchoServerRequest>>;
};

async function askClients(
	frame: Frame,
	{ certificate }: Partial<EchoServerRequest>,
): Promise<Partial<EchoServerRequest>> {
	const file = certificate?.uri?.scheme === 'file' ? certificate.uri.fsPath : undefined;
	const beside = file === undefined ? undefined : (await findSiblings(file)).ca;
	const requiring = async (uri: vscode.Uri) => ({
		ca: await readMaterial(uri),
		requireClientCertificate: true,
	});
	const items: ClientItem[] = [
		...(beside === undefined
			? []
			: [
					{
						label: vscode.l10n.t('Require one from {0}', vscode.workspace.asRelativePath(beside)),
						iconPath: new vscode.ThemeIcon('shield'),
						choose: () => requiring(vscode.Uri.file(beside)),
					},
				]),
		{
			label: vscode.l10n.t('Require one from another CA…'),
			iconPath: new vscode.ThemeIcon('folder-opened'),
			choose: async () => requiring(await browseCa()),
		},
		{
			label: vscode.l10n.t('Do not require one'),
			description: vscode.l10n.t('the answer says what the client sent'),
			iconPath: new vscode.ThemeIcon('unlock'),
			choose: () => Promise.resolve({ ca: undefined, requireClientCertificate: false }),
		},
	];
	const prompt = vscode.l10n.t('Client certificate');
	return (await frame.pick({ prompt, items })).choose();
}

async function askHost(
	frame: Frame,
	{ host = '127.0.0.1' }: Partial<EchoServerRequest>,
): Promise<Partial<EchoServerRequest>> {
	const items = [
		{
			label: vscode.l10n.t('This computer only'),
			iconPath: new vscode.ThemeIcon('vm'),
			host: host === '0.0.0.0' ? '127.0.0.1' : host,
		},
		{
			label: vscode.l10n.t('Other computers too'),
			description: vscode.l10n.t('anyone in the network can connect'),
			iconPath: new vscode.ThemeIcon('globe'),
			host: '0.0.0.0',
		},
	];
	const prompt = vscode.l10n.t('Who can connect?');
	const chosen = await frame.pick({ prompt, items });
	return { host: chosen.host };
}
