/** Renews what a server has and no file here: with the same names, into new files of a known layout. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RotateResult } from '../../api.js';
import { layoutFiles, type LayoutId, layoutIds } from '../../core/layouts/knownLayouts.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { withProgress } from '../../ui/ask/progress.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { browseForFolder, folderFrom } from '../input/folders.js';
import { optionalChoice } from '../input/options.js';
import { keepTrack } from '../issue/finishIssue.js';
import { withCaKey } from '../localCa/lostKey.js';
import { checkFresh, makeFresh } from './makeFresh.js';
import type { RotateOptions } from './options.js';
import { planIssue } from './plan.js';
import { preflightOld } from './preflightOld.js';
import { plainChecks } from './result.js';
import type { ServerTarget } from './targets.js';

/** Rejects with `exists` where a file of that name is there. */
export async function renewIntoFolder(
	context: CommandContext,
	input: CommandInput,
	{ leaf, place }: ServerTarget,
	options: RotateOptions,
): Promise<RotateResult> {
	const set = { path: '', old: { leaf, above: [] }, files: [] };
	const planned = await planIssue(context, set, place, options);
	const plan = { set, ...planned, replaced: [], chainFiles: [], left: [] };
	const layout = optionalChoice(input.options, 'layout', layoutIds) ?? (await askLayout(input));
	const isAsked = input.interactive && input.options['folder'] === undefined;
	const folder = isAsked
		? await browseForFolder(vscode.l10n.t('Save Renewed Certificate'))
		: folderFrom(input.options);
	const title = vscode.l10n.t('Renewing “{0}”', plainText(leaf.facts.name, 80));
	const { connection, mount } = plan.target;
	const { fresh, checks } = await withCaKey(context, input, connection.id, () =>
		withProgress(title, async (signal) => {
			const made = await makeFresh(plan, signal);
			const own = checkFresh(made, new Date());
			return { fresh: made, checks: [...own, ...(await preflightOld(context, made, signal))] };
		}),
	);
	const { issued, privateKeyPem } = fresh.made;
	const files = layoutFiles(layout, { ...issued, privateKeyPem }).map(({ name, ...file }) => ({
		...file,
		path: path.join(folder, name),
	}));
	await writeFilesAtomically(files);
	context.changes.fire({ connection: connection.id, mount, part: 'certificates' });
	const [certificate] = files;
	if (certificate) await keepTrack(context, plan.target, certificate.path, issued.certificatePem);
	return { files: files.map((file) => file.path), backups: [], checks: plainChecks(checks) };
}

function askLayout({ interactive }: CommandInput): Promise<LayoutId> {
	if (!interactive) return Promise.resolve('server');
	const items = layoutIds.map((id) => ({ id, ...layoutWords(id) }));
	return askOnce(vscode.l10n.t('Renew Certificate'), async (frame) => {
		const prompt = vscode.l10n.t('No file here holds this certificate. Which files to write?');
		return (await frame.pick({ prompt, items })).id;
	});
}

function layoutWords(id: LayoutId): { readonly label: string; readonly description: string } {
	switch (id) {
		case 'server':
			return {
				label: vscode.l10n.t('Server files'),
				description: 'server.crt, server.key, fullchain.crt, ca_chain.pem, issuing_ca.pem',
			};
		case 'kubernetes':
			return { label: vscode.l10n.t('Kubernetes TLS'), description: 'tls.crt, tls.key, ca.crt' };
		case 'combined':
			return { label: vscode.l10n.t('Combined PEM file'), description: 'server.pem' };
	}
}
