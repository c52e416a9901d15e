/** What the view keeps, so that a window that was loaded anew can show it again without asking anybody. */
import * as vscode from 'vscode';
import type { DetailTarget } from '../services/services.js';
import { pemOf } from './actions.js';
import type { Kept } from './protocol.js';
import type { Subject, SubjectBlock } from './subject.js';

/** A window keeps this for each tab; a list of a hundred thousand revocations is read again instead. */
const largest = 512 * 1024;

export interface Restored {
	readonly target: DetailTarget;
	readonly selected: number;
}

/** Undefined where nothing is left without private keys and challenge passwords, or too much. */
export function keptOf(subject: Subject, selected: number): Kept | undefined {
	let content = '';
	let lines = 0;
	let index = 0;
	let kept = 0;
	for (const block of subject.blocks) {
		const pem = holdsSecret(block) ? undefined : pemOf(block);
		if (pem === undefined) continue;
		if (block === subject.blocks[selected]) index = kept;
		kept += 1;
		// Each at its line, so that *Go to File* finds it.
		const text = '\n'.repeat(Math.max(0, block.line - lines)) + pem;
		lines += text.split('\n').length - 1;
		content += text;
		if (content.length > largest) return undefined;
	}
	if (kept === 0) return undefined;
	const { title, source, origin, uri, revokedAt } = subject;
	return { title, content, selected: index, source, origin, uri: uri?.toString(), revokedAt };
}

/** A request with a challenge password is not written to where VS Code keeps its state. */
function holdsSecret({ facts }: SubjectBlock): boolean {
	return facts?.kind === 'request' && facts.attributes.some(({ hidden }) => hidden === true);
}

/** Narrows what VS Code hands back; undefined where it holds nothing to show. */
export function parseKept(state: unknown): Restored | undefined {
	const { title, content, selected, source, origin, uri, revokedAt } = record(record(state).kept);
	if (typeof title !== 'string' || typeof content !== 'string') return undefined;
	const place = placeOf(source);
	const { serialNumber } = record(source);
	return {
		target: {
			title,
			content,
			...(place && typeof serialNumber === 'string' && { source: { ...place, serialNumber } }),
			origin: placeOf(origin),
			uri: typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined,
			revokedAt: typeof revokedAt === 'string' ? revokedAt : undefined,
		},
		selected: Number.isInteger(selected) ? Number(selected) : 0,
	};
}

function placeOf(value: unknown): DetailTarget['origin'] {
	const { connection, mount } = record(value);
	return typeof connection === 'string' && typeof mount === 'string'
		? { connection, mount }
		: undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}
