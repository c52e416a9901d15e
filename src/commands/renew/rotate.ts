import * as vscode from 'vscode';
import type { RotateResult } from '../../api.js';
import { runWizard, type Step } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { requireTrust } from '../input/folders.js';
import { renewIntoFolder } from './newFiles.js';
import { readRotateOptions, type RotateOptions } from './options.js';
import { renewFiles } from './renewFiles.js';
import { renewTargets } from './targets.js';

/**
 * `pki.rotate`: as `pki.renewCertificate`, and a person chooses whether the key is new and which server is asked afterwards
 * whether it accepts and serves the new pair. Ends with a report.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<RotateResult> {
	requireTrust();
	const given = readRotateOptions(input.options);
	const { files, isFolder, server } = await renewTargets(context, input);
	const options = input.interactive ? await ask(given) : given;
	if (server) return renewIntoFolder(context, input, server, options);
	return renewFiles(context, input, {
		...{ targets: files, isMany: isFolder, options, showReport: true },
	});
}

interface Answers {
	readonly reuseKey?: boolean;
	/** `host:port`, or empty. */
	readonly server?: string;
}

async function ask(given: RotateOptions): Promise<RotateOptions> {
	const steps: Step<Answers>[] = [
		{ when: () => given.reuseKey === undefined, ask: askKey },
		{ when: () => given.server === undefined, ask: askServer },
	];
	const { reuseKey, server } = await runWizard<Answers>(vscode.l10n.t('Rotate'), steps);
	const place = server === undefined ? undefined : parsePlace(server);
	return {
		...given,
		...(reuseKey !== undefined && { reuseKey }),
		...(place && { server: place }),
	};
}

const askKey: Step<Answers>['ask'] = async (frame, { reuseKey }) => {
	const items = [
		{
			label: vscode.l10n.t('New private key'),
			description: vscode.l10n.t('Recommended'),
			reuses: false,
		},
		{
			label: vscode.l10n.t('Keep the private key'),
			description: vscode.l10n.t('Where the key is pinned or must not change'),
			reuses: true,
		},
	];
	const active = items.find(({ reuses }) => reuses === reuseKey) ?? items[0];
	const prompt = vscode.l10n.t('Which private key should the new certificate have?');
	const item = await frame.pick({ prompt, items, ...(active && { active }) });
	return { reuseKey: item.reuses };
};

const askServer: Step<Answers>['ask'] = async (frame, { server = '' }) => ({
	server: await frame.text({
		prompt: vscode.l10n.t('Server to check afterwards, as host:port (empty: none)'),
		placeholder: 'api.example.com:443',
		value: server,
		validate: (text) =>
			text.trim() === '' || parsePlace(text) !== undefined
				? undefined
				: vscode.l10n.t('Enter a host name and a port, such as api.example.com:443.'),
	}),
});

/** Undefined for what is no `host` or `host:port`; an IPv6 address stands in brackets. */
function parsePlace(text: string): RotateOptions['server'] {
	const [, inBrackets, plain, port = '443'] =
		/^(?:\[([0-9a-f:.]+)\]|([^\s:[\]/]+))(?::(\d{1,5}))?$/i.exec(text.trim()) ?? [];
	const host = inBrackets ?? plain;
	const number = Number(port);
	if (host === undefined || number < 1 || number > 65_535) return undefined;
	return { host, port: number };
}
