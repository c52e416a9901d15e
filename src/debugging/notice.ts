import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import { textOf } from '../core/decode/decode.js';
import { findPathsInSlices } from '../core/find/paths/findPaths.js';
import { placesOf } from '../services/references/places.js';
import { readShown } from '../ui/contents.js';
import { plainText } from '../ui/words/plainText.js';
import type { Fault, Launch } from './faults.js';

/** One notification a launch, which names the worst; nothing where all is well. */
export async function tell(launch: Launch, turnOff: () => Promise<void>): Promise<void> {
	const [worst] = launch.faults;
	if (!worst) return;
	const show = vscode.l10n.t('Show');
	const stop = vscode.l10n.t('Don’t Check');
	const chosen = await vscode.window.showWarningMessage(noticeOf(launch, worst), show, stop);
	if (chosen === stop) await turnOff();
	if (chosen !== show) return;
	const fault = launch.faults.length === 1 ? worst : await choose(launch);
	if (fault) await goTo(fault, launch);
}

/** `“Server”: old.pem expired 3 days ago (2026-11-23 14:03 UTC). 2 more problems.` */
export function noticeOf({ name, faults }: Launch, { message }: Fault): string {
	const more = faults.length - 1;
	const words = [
		vscode.l10n.t('“{0}”: {1}', plainText(name, 60), plainText(message, 400)),
		...(more === 1 ? [vscode.l10n.t('1 more problem.')] : []),
		...(more > 1 ? [vscode.l10n.t('{0} more problems.', more)] : []),
	];
	return words.join(' ');
}

async function choose({ name, faults }: Launch): Promise<Fault | undefined> {
	const chosen = await vscode.window.showQuickPick(
		faults.map((fault) => ({
			label: plainText(fault.message),
			...(fault.key === undefined ? {} : { description: plainText(fault.key) }),
			fault,
		})),
		{
			title: vscode.l10n.t('Certificates of “{0}”', plainText(name, 60)),
			placeHolder: vscode.l10n.t('Choose a problem to go to it'),
		},
	);
	return chosen?.fault;
}

/** To where the path or the value is written, else to the file that is at fault. */
async function goTo(fault: Fault, launch: Launch): Promise<void> {
	for (const uri of launch.files) {
		const text = await textIn(uri);
		const selection = text === undefined ? undefined : await placeIn(text, uri, fault, launch);
		if (selection) {
			await vscode.window.showTextDocument(uri, { selection });
			return;
		}
	}
	const uri = fault.path?.uri;
	if (uri) await vscode.commands.executeCommand('vscode.open', uri);
}

/** Undefined where there is no such file. */
async function textIn(uri: vscode.Uri): Promise<string | undefined> {
	try {
		return textOf(await readShown(uri));
	} catch (error) {
		if (isPkiError(error)) return undefined;
		throw error;
	}
}

async function placeIn(
	text: string,
	uri: vscode.Uri,
	{ path, key }: Fault,
	{ base }: Launch,
): Promise<vscode.Range | undefined> {
	const document = await vscode.workspace.openTextDocument(uri);
	const range = (start: number, end: number) =>
		new vscode.Range(document.positionAt(start), document.positionAt(end));
	if (path) {
		const wanted = namesOf(path.raw, base);
		const candidates = await findPathsInSlices(text, { path: base.path });
		const same = candidates.find(({ raw }) => namesOf(raw, base) === wanted);
		if (same) return range(same.start, same.end);
	}
	const found = key === undefined ? -1 : text.search(keyPattern(key));
	return found === -1 ? undefined : range(found, found);
}

/** Two spellings of a path name the same file. */
function namesOf(raw: string, base: vscode.Uri): string {
	return placesOf(raw, base).uris[0]?.toString() ?? raw;
}

/** At the beginning of a line, or in quotes as JSON has it. */
function keyPattern(key: string): RegExp {
	const name = key.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
	return new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=|"${name}"\\s*:`, 'm');
}
