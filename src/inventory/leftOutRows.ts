/** What was not read, and why. */
import * as vscode from 'vscode';
import type { LeftOutFile } from '../services/workspace/workspaceIndex.js';
import { count } from '../ui/facts/text.js';
import { treeItem } from '../ui/treeItem.js';
import { rowsAtOnce } from './groupRows.js';
import type { Row } from './row.js';

/** Files in which there may be something, and that were not read. */
export class LeftOutRow implements Row {
	readonly id = 'leftOut';

	constructor(private readonly files: readonly LeftOutFile[]) {}

	toTreeItem(): vscode.TreeItem {
		return treeItem(this, vscode.l10n.t('Not read'), {
			description: count(this.files.length),
			icon: 'circle-slash',
			tags: ['leftOut'],
		});
	}

	children(): readonly Row[] {
		return this.files.slice(0, rowsAtOnce).map((file) => new LeftOutFileRow(file, this));
	}
}

class LeftOutFileRow implements Row {
	readonly id: string;

	constructor(
		private readonly file: LeftOutFile,
		readonly parent: Row,
	) {
		this.id = `leftOut/${file.uri.toString()}`;
	}

	get uri(): vscode.Uri {
		return this.file.uri;
	}

	toTreeItem(): vscode.TreeItem {
		const { uri, reason } = this.file;
		const path = vscode.workspace.asRelativePath(uri);
		// What is on no disk is fetched from somewhere, so that less of it is read.
		const largest = uri.scheme === 'file' ? 16 : 1;
		const why =
			reason === 'tooLarge'
				? vscode.l10n.t('larger than {0} MB', largest)
				: vscode.l10n.t('could not be read');
		return treeItem(this, uri.path.split('/').at(-1) ?? path, {
			description: `${why} · ${path}`,
			icon: 'file',
			tags: ['file'],
			state: vscode.TreeItemCollapsibleState.None,
		});
	}

	children(): readonly Row[] {
		return [];
	}
}
