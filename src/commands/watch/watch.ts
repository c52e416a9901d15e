import * as path from 'node:path';
import * as vscode from 'vscode';
import type { WatchResult } from '../../api.js';
import type { Watch, WatchRequest } from '../../services/tls/watches.js';
import { assertTrusted } from '../../services/trust.js';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';
import {
	badOption,
	fileWords,
	optionalChoice,
	optionalNumber,
	type Options,
} from '../input/options.js';
import { optionalHost } from '../input/targets.js';
import { environmentLine } from './environment.js';
import { askWatch } from './form.js';
import { showWatch } from './showWatch.js';
import { watchEntry } from './watchEntry.js';

/**
 * `pki.watch` `{ host, port, mode, listenPort, keyLogFile }`: passes on TLS between clients of this machine and servers,
 * and tells what the handshakes showed. A program's `mode` is `proxy` where it is absent.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<WatchResult> {
	assertTrusted();
	const given = givenRequest(options);
	const request = interactive ? await askWatch(context, given) : requestOf(given);
	const watches = await context.watches();
	const watch = await watches.start(request);
	await context.views.running.add(watchEntry(watches, watch));
	if (interactive) {
		await showWatch(context, watch);
		void tell(watch);
	}
	return { id: watch.id, port: watch.port };
}

function givenRequest(options: Options): Partial<WatchRequest> {
	const host = optionalHost(options, 'host');
	const port = optionalNumber(options, 'port', { min: 1, max: 65_535 });
	const keyLogFile = optionalUri(options, 'keyLogFile');
	if (keyLogFile && keyLogFile.scheme !== 'file') throw badOption('keyLogFile', fileWords);
	return {
		mode: optionalChoice(options, 'mode', ['proxy', 'passThrough']),
		...(host !== undefined && { host }),
		...(port !== undefined && { port: wholePort('port', port) }),
		listenPort: wholePort(
			'listenPort',
			optionalNumber(options, 'listenPort', { min: 0, max: 65_535 }) ?? 0,
		),
		...(keyLogFile && { keyLogFile: keyLogFile.fsPath }),
	};
}

function wholePort(name: string, port: number): number {
	if (!Number.isInteger(port)) throw badOption(name, 'integer');
	return port;
}

function requestOf(given: Partial<WatchRequest>): WatchRequest {
	const { mode = 'proxy', listenPort = 0, host, port } = given;
	if (mode === 'passThrough' && host === undefined) throw badOption('host', 'string');
	if (mode === 'passThrough' && port === undefined) throw badOption('port', 'number');
	return { ...given, mode, listenPort };
}

/** Not awaited by the command: it may stand there for minutes. */
async function tell(watch: Watch): Promise<void> {
	const line = environmentLine(watch);
	const copy = vscode.l10n.t('Copy Environment');
	const { keyLogFile } = watch.request;
	const words = vscode.l10n.t('Watching handshakes on 127.0.0.1:{0}.', watch.port);
	const keyLog =
		keyLogFile === undefined
			? ''
			: ` ${vscode.l10n.t('Reading keys from {0}.', path.basename(keyLogFile))}`;
	const chosen = await vscode.window.showInformationMessage(`${words}${keyLog} ${line}`, copy);
	if (chosen === copy) await copyText(line, vscode.l10n.t('Environment copied'));
}
