/** The questions of *Start mTLS Echo Client*: where to, and with which files. */
import * as vscode from 'vscode';
import { parseTarget, targetText } from '../../core/tls/target.js';
import type { Frame, Step } from '../../ui/ask/wizard.js';
import { runWizard } from '../../ui/ask/wizard.js';
import type { CommandContext } from '../command.js';
import { askCertificate } from '../configure/clientConfigFiles.js';
import { fileWithCertificate, knownCertificates } from '../configure/knownCertificates.js';
import { targetFault } from '../input/targets.js';
import { askCa, askKey } from '../preflight/form.js';
import { type Material, readMaterial } from '../preflight/material.js';
import { keyBeside } from '../preflight/request.js';

export interface EchoClientRequest {
	readonly host?: string | undefined;
	readonly port?: number | undefined;
	readonly serverName?: string | undefined;
	/** Absent: none is sent. */
	readonly certificate?: Material | undefined;
	readonly key?: Material | undefined;
	readonly ca?: Material | 'system' | undefined;
}

interface State extends EchoClientRequest {
	readonly sendsCertificate: boolean;
}

/** Rejects with `cancelled` and the errors of reading. */
export async function askEchoClient(
	context: CommandContext,
	given: EchoClientRequest,
): Promise<EchoClientRequest> {
	const known = given.certificate
		? []
		: await knownCertificates(
				await fileWithCertificate(context.blocks),
				context.recentFiles.list(),
				context.workspace,
			);
	const [running] = context.views.running.entries.filter(({ kind }) => kind === 'echoServer');
	const steps: Step<State>[] = [
		{
			when: () => given.host === undefined || given.port === undefined,
			ask: (frame, state) => askAddress(frame, state, running?.label),
		},
		{ when: () => !given.certificate, ask: askWhether },
		{
			when: ({ sendsCertificate }) => !given.certificate && sendsCertificate === true,
			ask: async (frame, { certificate }) => {
				const answer = await askCertificate(frame, certificate?.uri?.fsPath, known);
				const chosen = await readMaterial(vscode.Uri.file(answer.certificate));
				return { certificate: chosen, key: await keyBeside(chosen) };
			},
		},
		{
			when: ({ certificate, key }) => certificate !== undefined && !key,
			ask: async (frame) => ({ key: await askKey(frame, 'key') }),
		},
		{ when: () => !given.ca, ask: askCa },
	];
	const title = vscode.l10n.t('Echo Client');
	const initial = { ...given, sendsCertificate: given.certificate !== undefined };
	return runWizard<State>(title, steps, initial);
}

async function askAddress(
	frame: Frame,
	{ host, port }: Partial<State>,
	running: string | undefined,
): Promise<Partial<State>> {
	const typed = host !== undefined && port !== undefined ? targetText({ host, port }) : host;
	const known = typed ?? running?.replace('127.0.0.1', 'localhost');
	const text = await frame.text({
		prompt: vscode.l10n.t('Address of the server'),
		value: known ?? '',
		placeholder: 'localhost:8443',
		validate: targetFault,
	});
	const target = parseTarget(text);
	return { host: target.host, port: target.port };
}

async function askWhether(frame: Frame): Promise<Partial<State>> {
	const items = [
		{
			label: vscode.l10n.t('Send a client certificate'),
			iconPath: new vscode.ThemeIcon('verified'),
			sends: true,
		},
		{
			label: vscode.l10n.t('Connect without one'),
			iconPath: new vscode.ThemeIcon('unlock'),
			sends: false,
		},
	];
	const prompt = vscode.l10n.t('Client certificate');
	const { sends } = await frame.pick({ prompt, items });
	return sends
		? { sendsCertificate: true }
		: { sendsCertificate: false, certificate: undefined, key: undefined };
}
