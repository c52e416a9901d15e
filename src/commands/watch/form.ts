/** The questions of `pki.watch`: how, which server, and whether there is a key log. */
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { parseTarget, targetText } from '../../core/tls/target.js';
import type { WatchMode, WatchTarget } from '../../core/tls/watch/watch.js';
import type { WatchRequest } from '../../services/tls/watches.js';
import { type Frame, runWizard, type Step } from '../../ui/ask/wizard.js';
import type { CommandContext } from '../command.js';
import { targetFault } from '../input/targets.js';

interface State extends WatchRequest {
	readonly hasKeyLog: boolean;
}

const lastTargetKey = 'watch.target';

/** Rejects with `cancelled`. */
export async function askWatch(
	{ context }: CommandContext,
	given: Partial<WatchRequest>,
): Promise<WatchRequest> {
	const isGiven = (name: keyof WatchRequest) => given[name] !== undefined;
	const last = context.globalState.get<string>(lastTargetKey, '');
	const steps: Step<State>[] = [
		{ when: () => !isGiven('mode'), ask: askMode },
		{
			when: ({ mode }) => mode === 'passThrough' && !(isGiven('host') && isGiven('port')),
			ask: async (frame, state) => askTarget(frame, state, last),
		},
		{ when: () => !isGiven('keyLogFile'), ask: askKeyLog },
		{
			when: ({ hasKeyLog }) => !isGiven('keyLogFile') && hasKeyLog === true,
			ask: askKeyLogFile,
		},
	];
	const title = vscode.l10n.t('Watch Handshakes');
	const { hasKeyLog, ...request } = await runWizard<State>(title, steps, {
		...{ listenPort: 0, hasKeyLog: isGiven('keyLogFile') },
		...given,
	});
	const { host, port, mode, keyLogFile, ...others } = request;
	if (mode === 'passThrough' && host !== undefined && port !== undefined) {
		await context.globalState.update(lastTargetKey, targetText({ host, port }));
	}
	const target = { ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
	return { ...others, mode, ...target, ...(hasKeyLog && { keyLogFile }) };
}

async function askMode(frame: Frame, { mode }: Partial<State>): Promise<Partial<State>> {
	const items: (vscode.QuickPickItem & { readonly mode: WatchMode })[] = [
		{
			mode: 'proxy',
			label: vscode.l10n.t('HTTP proxy'),
			description: 'HTTPS_PROXY',
			detail: vscode.l10n.t('For clients that can use a proxy. They keep the server’s name.'),
		},
		{
			mode: 'passThrough',
			label: vscode.l10n.t('Pass-through port'),
			description: 'localhost:port',
			detail: vscode.l10n.t('For clients without proxy support. They connect to localhost.'),
		},
	];
	const prompt = vscode.l10n.t('How will the client connect?');
	const active = items.find((item) => item.mode === mode);
	const chosen = await frame.pick({ prompt, items, active });
	return { mode: chosen.mode };
}

async function askTarget(
	frame: Frame,
	{ host, port }: Partial<State>,
	last: string,
): Promise<Partial<State>> {
	const known = host !== undefined && port !== undefined ? targetText({ host, port }) : last;
	const text = await frame.text({
		prompt: vscode.l10n.t('Server (host:port)'),
		value: known,
		placeholder: 'vault.example.com:8200',
		validate: targetFault,
	});
	return typedTarget(text);
}

/** A pasted URL is as good; without a port it is the scheme's, or 443. */
function typedTarget(text: string): WatchTarget {
	const { host, port } = parseTarget(text);
	return { host, port };
}

async function askKeyLog(frame: Frame, state: Partial<State>): Promise<Partial<State>> {
	const items = [
		{
			label: vscode.l10n.t('No key log'),
			detail: vscode.l10n.t('TLS 1.2 is readable. Most of TLS 1.3 stays encrypted.'),
			hasKeyLog: false,
		},
		{
			label: vscode.l10n.t('Read a key log'),
			description: 'SSLKEYLOGFILE, --tls-keylog',
			detail: vscode.l10n.t(
				'The client writes its session keys to a file. They are kept in memory only.',
			),
			hasKeyLog: true,
		},
	];
	const prompt = vscode.l10n.t('Show the encrypted part of TLS 1.3 too?');
	const active = items.find(({ hasKeyLog }) => hasKeyLog === state.hasKeyLog);
	const { hasKeyLog } = await frame.pick({ prompt, items, active });
	return { hasKeyLog };
}

async function askKeyLogFile(
	frame: Frame,
	{ keyLogFile }: Partial<State>,
): Promise<Partial<State>> {
	const file = await frame.file({
		prompt: vscode.l10n.t('Key log file (may not exist yet)'),
		value: keyLogFile ?? path.join(os.tmpdir(), 'tls-keys.log'),
		validate: (text) =>
			path.isAbsolute(text.trim()) ? undefined : vscode.l10n.t('Enter an absolute path'),
	});
	return { keyLogFile: file.trim() };
}
