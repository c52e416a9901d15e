/** Everything in the workspace, as programs and files get it. */
import * as vscode from 'vscode';
import type { WorkspaceItem } from '../../api.js';
import { createPacer } from '../../core/common/pacer.js';
import type {
	IndexedBlock,
	PathUse,
	WorkspaceIndex,
} from '../../services/workspace/workspaceIndex.js';
import { withProgress } from '../../ui/ask/progress.js';

/** Reads the workspace, with progress and a cancel button. Rejects with `cancelled`. */
export function readWorkspace(index: WorkspaceIndex): Promise<void> {
	return withProgress(vscode.l10n.t('Searching the workspace for certificates'), (signal, report) =>
		index.refresh({
			signal,
			onProgress: (done, total) => {
				if (total > 0) report(vscode.l10n.t('{0} of {1} files', done, total), (100 * done) / total);
			},
		}),
	);
}

/** Gives way to other work every 15 ms: there may be tens of thousands. */
export async function workspaceItems(index: WorkspaceIndex): Promise<WorkspaceItem[]> {
	const pacer = createPacer();
	const items: WorkspaceItem[] = [];
	for (const block of index.blocks) {
		if (pacer.isDue) await pacer.pause();
		items.push(toWorkspaceItem(index, block));
	}
	return items;
}

function toWorkspaceItem(index: WorkspaceIndex, block: IndexedBlock): WorkspaceItem {
	const { kind, name, notBefore, notAfter, state, issuer, fingerprint } = block;
	return {
		...placeOf(block),
		kind,
		name,
		...(notBefore === undefined ? {} : { notBefore }),
		...(notAfter === undefined ? {} : { notAfter }),
		...(state === 'none' ? {} : { state }),
		...(issuer === undefined ? {} : { issuer }),
		...(fingerprint === undefined ? {} : { sha256Fingerprint: fingerprint }),
		matches: otherHalves(index, block).map(placeOf),
		usedBy: index.usesOf(block.uri).map(placeOf),
	};
}

export function otherHalves(
	index: WorkspaceIndex,
	{ publicKey, kind }: IndexedBlock,
): readonly IndexedBlock[] {
	return publicKey === undefined ? [] : index.otherHalves(publicKey, kind === 'privateKey');
}

function placeOf({ uri, range }: PathUse): WorkspaceItem['usedBy'][number] {
	const position = ({ line, character }: vscode.Position) => ({ line, character });
	return {
		uri: uri.scheme === 'file' ? uri.fsPath : uri.toString(),
		range: { start: position(range.start), end: position(range.end) },
	};
}
