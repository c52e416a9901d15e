/** What the index of the workspace knows, as a check of expiry would say it. */
import * as vscode from 'vscode';
import { createPacer } from '../../core/common/pacer.js';
import { applySeverities } from '../../core/diagnostics/severities.js';
import { validityCodes } from '../../core/diagnostics/validityCodes.js';
import type { ExpiryThreshold } from '../../core/x509/model.js';
import { datesContradict, verdictMoments, verdictOf } from '../../core/x509/verdict.js';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import type { IndexedBlock, IndexedFile } from '../../services/workspace/workspaceIndex.js';
import { severitySetting } from '../../ui/findingSettings.js';
import { expiryThreshold } from '../../ui/settings.js';

export interface IndexedExpiry {
	readonly items: readonly ExpiryItem[];
	/** When the same blocks are to be looked at again, in milliseconds since 1970; undefined: never. */
	readonly nextMoment: number | undefined;
}

/** Gives way to other work every 15 ms: there may be tens of thousands. */
export async function indexedItems(
	files: readonly Pick<IndexedFile, 'uri' | 'blocks'>[],
	now: Date,
): Promise<IndexedExpiry> {
	const pacer = createPacer();
	const settingsOf = folderSettings();
	const items: ExpiryItem[] = [];
	let next = Infinity;
	for (const { uri, blocks } of files) {
		const { threshold, isOff } = settingsOf(uri);
		for (const block of blocks) {
			if (pacer.isDue) await pacer.pause();
			const { kind } = block;
			if (kind !== 'certificate' && kind !== 'crl') continue;
			for (const moment of verdictMoments(block, threshold)) {
				if (moment > now.getTime() && moment < next) next = moment;
			}
			const state = stateOf(block, now, threshold);
			if (state !== undefined && !isOff(validityCodes[kind][state]))
				items.push(itemOf(block, kind, state));
		}
	}
	return { items, nextMoment: next < Infinity ? next : undefined };
}

/** By its dates, also where it is revoked. */
function stateOf(
	block: IndexedBlock,
	now: Date,
	threshold: ExpiryThreshold,
): ExpiryItem['state'] | undefined {
	const { notBefore, notAfter, state: told } = block;
	const state = told === 'revoked' ? verdictOf({ notBefore, notAfter }, now, threshold) : told;
	if (state !== 'expired' && state !== 'expiresSoon' && state !== 'notYetValid') return undefined;
	return datesContradict(block) ? 'contradictory' : state;
}

function itemOf(
	{ uri, range, isBinary, name, issuer = '', notAfter = '' }: IndexedBlock,
	kind: ExpiryItem['kind'],
	state: ExpiryItem['state'],
): ExpiryItem {
	return {
		...{ uri, kind, name, notAfter, state },
		subject: kind === 'crl' ? issuer : name,
		line: isBinary ? 0 : range.start.line,
		endLine: isBinary ? 0 : range.end.line,
	};
}

interface FolderSettings {
	readonly threshold: ExpiryThreshold;
	readonly isOff: (code: Parameters<typeof applySeverities>[0][number]['code']) => boolean;
}

/** Asked for once a file, and read once a workspace folder: there may be thousands of blocks. */
function folderSettings(): (uri: vscode.Uri) => FolderSettings {
	const known = new Map<string, FolderSettings>();
	let last: { readonly uri: vscode.Uri; readonly settings: FolderSettings } | undefined;
	const settingsOf = (uri: vscode.Uri): FolderSettings => {
		const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
		const key = folder?.toString() ?? '';
		const before = known.get(key);
		if (before) return before;
		const choices = severitySetting(folder);
		const settings: FolderSettings = {
			threshold: expiryThreshold(folder),
			isOff: (code) => applySeverities([{ code, severity: 'warning' }], choices).length === 0,
		};
		known.set(key, settings);
		return settings;
	};
	return (uri) => {
		// The blocks of a file come one after the other.
		if (last?.uri !== uri) last = { uri, settings: settingsOf(uri) };
		return last.settings;
	};
}
