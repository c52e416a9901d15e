/** What can be done about a TLS error right away, as buttons. */
import * as vscode from 'vscode';
import type { ExplainAction, Explanation } from '../core/tls/explain/explanation.js';
import { byLink } from '../services/ports/links.js';
import { placesOf } from '../services/references/places.js';
import { placeWords } from './placeWords.js';

/** A certificate file, or what may hold one; private keys are not shown. */
const certificateFile = /\.(?:pem|crt|cer|cert|der|p12|pfx|jks)$/i;

/** In the order of the explanation's actions; only what there is a command for. */
export async function actionCommands(
	explanation: Explanation,
	text: string,
): Promise<readonly vscode.Command[]> {
	const known = new Set(await vscode.commands.getCommands(true));
	const commands = await Promise.all(
		explanation.actions.map((action) => commandOf(action, explanation, text)),
	);
	const offered = commands.filter(
		(command) => command !== undefined && known.has(command.command) && isAllowed(command.command),
	) as readonly vscode.Command[];
	// Two actions may lead to the same command.
	return [...new Map(offered.map((command) => [command.command, command])).values()];
}

/** In Restricted Mode nothing connects or writes. */
function isAllowed(command: string): boolean {
	return vscode.workspace.isTrusted || ['pki.decode', 'pki.check'].includes(command);
}

async function commandOf(
	action: ExplainAction,
	{ host, port }: Explanation,
	text: string,
): Promise<vscode.Command | undefined> {
	switch (action) {
		case 'probe':
			return host === undefined
				? button('pki.probe', vscode.l10n.t('Test TLS Connection…'))
				: probeButton(host, port);
		case 'decode':
			return decodeButton(text);
		case 'issue':
		case 'issueClientAuth':
			return button('pki.issueCertificate', vscode.l10n.t('Issue Certificate…'));
		case 'renew':
			return button('pki.renewCertificate', vscode.l10n.t('Renew Certificate…'));
		case 'preflight':
			return button('pki.preflight', vscode.l10n.t('Preflight mTLS…'));
		case 'addIntermediate':
		case 'checkFiles':
			return button('pki.check', vscode.l10n.t('Check Certificates'));
		case 'chooseCa':
		case 'serverName':
			return button('pki.generateClientConfig', vscode.l10n.t('Copy Client Config…'));
	}
}

interface Button extends vscode.Command {
	readonly arguments: unknown[];
}

/** Asks for what is missing, as the palette does. */
export function probeButton(host: string, port: number | undefined): Button {
	return {
		command: 'pki.probe',
		title: vscode.l10n.t('Test {0}', placeWords(host, port)),
		arguments: [port === undefined ? { host } : { host, port }, byLink],
	};
}

function button(command: string, title: string): vscode.Command {
	return { command, title, arguments: [{}, byLink] };
}

/** PEM in the text itself, else the first certificate file that it names and that is there. */
async function decodeButton(text: string): Promise<vscode.Command | undefined> {
	const title = vscode.l10n.t('Decode Certificate');
	if (text.includes('-----BEGIN')) {
		return { command: 'pki.decode', title, arguments: [{ text }, byLink] };
	}
	const uri = await namedFile(text);
	return uri && { command: 'pki.decode', title, arguments: [{ uri }, byLink] };
}

async function namedFile(text: string): Promise<vscode.Uri | undefined> {
	const paths = text
		.slice(0, 20_000)
		.split(/[\s'"`(),;=<>]+/)
		.filter((word) => certificateFile.test(word))
		.slice(0, 10);
	const folders = vscode.workspace.workspaceFolders ?? [];
	const bases = folders.map(({ uri }) => vscode.Uri.joinPath(uri, 'file'));
	const untitled = vscode.Uri.from({ scheme: 'untitled', path: 'file' });
	for (const path of paths) {
		for (const base of bases.length > 0 ? bases : [untitled]) {
			for (const uri of placesOf(path, base).uris) if (await exists(uri)) return uri;
		}
	}
	return undefined;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
	return vscode.workspace.fs.stat(uri).then(
		() => true,
		() => false,
	);
}
