import * as path from 'node:path/posix';
import * as vscode from 'vscode';
import { createPacer } from '../../core/common/pacer.js';
import { SiblingRules } from '../../core/workspace/siblingRules.js';
import { leftOutIn } from './settings.js';

/** What changed, with the files beside it that are left out, by the settings, where one of these files is there. */
export async function withFilesBeside(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
	const all = new Map(uris.map((uri) => [uri.toString(), uri]));
	const rules = new Map<string, SiblingRules>();
	const listed = new Map<string, Promise<Hidden>>();
	for (const uri of uris) {
		const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
		if (!folder || folder.toString() === uri.toString()) continue;
		const key = folder.toString();
		const own = rules.get(key) ?? new SiblingRules(leftOutIn(folder).excludedBeside);
		rules.set(key, own);
		if (own.isEmpty) continue;
		const parent = vscode.Uri.joinPath(uri, '..');
		const hidden = listed.get(parent.toString()) ?? hiddenIn(parent, folder, own);
		listed.set(parent.toString(), hidden);
		for (const each of (await hidden).get(path.basename(uri.path)) ?? []) {
			all.set(each.toString(), each);
		}
	}
	return [...all.values()];
}

/** By the name of a file that may be there, the files that it hides. */
type Hidden = ReadonlyMap<string, readonly vscode.Uri[]>;

async function hiddenIn(
	parent: vscode.Uri,
	folder: vscode.Uri,
	rules: SiblingRules,
): Promise<Hidden> {
	const hidden = new Map<string, vscode.Uri[]>();
	const pacer = createPacer();
	for (const name of await namesIn(parent)) {
		if (pacer.isDue) await pacer.pause();
		const uri = vscode.Uri.joinPath(parent, name);
		const inside = path.relative(folder.path, uri.path);
		// Names of one folder differ by their case where VS Code minds none.
		if (inside.startsWith('..')) continue;
		for (const hiding of rules.namesHiding(inside)) {
			const others = hidden.get(hiding);
			if (others) others.push(uri);
			else hidden.set(hiding, [uri]);
		}
	}
	return hidden;
}

/** None where the folder is gone, with all that was in it. */
async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
	try {
		return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
	} catch (error) {
		if (error instanceof vscode.FileSystemError) return [];
		throw error;
	}
}
