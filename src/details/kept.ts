/** What the view keeps, so that a window that was loaded anew can show it again without asking anybody. */
import * as vscode from 'vscode';
import { pemOfBlock } from '../core/decode/kept.js';
import type { DetailTarget } from '../services/ports/details.js';
import type { MountOrigin, MountPlace } from '../services/ports/places.js';
import type { Kept } from './protocol.js';
import type { Revocation, Revocations, Subject, SubjectBlock } from './page/subject.js';

/** A window keeps this for each tab; a list of a hundred thousand revocations is read again instead. */
const largest = 512 * 1024;

export interface Restored {
	readonly target: DetailTarget;
	readonly selected: number;
	readonly revocations: Revocations;
	readonly preview: boolean;
}

/** Undefined where nothing is left without private keys and challenge passwords, or too much. */
export function keptOf(subject: Subject, selected: number, preview = false): Kept | undefined {
	let content = '';
	let lines = 0;
	let index = 0;
	let kept = 0;
	for (const block of subject.blocks) {
		const pem = holdsSecret(block) ? undefined : pemOfBlock(block);
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
	const { title, source, origin, uri, isPart, isActive } = subject;
	const revocations = [...subject.revocations].map(([sha256, known]) => ({ sha256, ...known }));
	return {
		...{ title, content, selected: index, preview, revocations },
		...{ source, origin, uri: uri?.toString(), isPart, isActive },
	};
}

/** A request with a challenge password is not written to where VS Code keeps its state. */
function holdsSecret({ facts }: SubjectBlock): boolean {
	return facts?.kind === 'request' && facts.attributes.some(({ hidden }) => hidden === true);
}

/** Narrows what VS Code hands back; undefined where it holds nothing to show. */
export function parseKept(state: unknown): Restored | undefined {
	const kept = record(record(state).kept);
	const { title, content, selected, source, origin, uri } = kept;
	if (typeof title !== 'string' || typeof content !== 'string') return undefined;
	const place = placeOf(source);
	const { serialNumber } = record(source);
	return {
		target: {
			title,
			content,
			...(place && typeof serialNumber === 'string' && { source: { ...place, serialNumber } }),
			origin: originOf(origin),
			uri: typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined,
			isPart: kept.isPart === true,
			isActive: kept.isActive === false ? false : undefined,
		},
		selected: Number.isInteger(selected) ? Number(selected) : 0,
		revocations: revocationsOf(kept.revocations),
		preview: kept.preview === true,
	};
}

function originOf(value: unknown): MountOrigin | undefined {
	const place = placeOf(value);
	const { kind, authority } = record(value);
	if (!place) return undefined;
	if (kind === 'crl')
		return { kind, ...place, ...(typeof authority === 'string' && { authority }) };
	return kind === 'authority' && typeof authority === 'string'
		? { kind, authority, ...place }
		: undefined;
}

function revocationsOf(value: unknown): Revocations {
	const all: readonly unknown[] = Array.isArray(value) ? value : [];
	return new Map(
		all.flatMap((item): [string, Revocation][] => {
			const { sha256, at, reason } = record(item);
			if (typeof sha256 !== 'string' || typeof at !== 'string') return [];
			return [[sha256, { at, ...(typeof reason === 'string' && { reason }) }]];
		}),
	);
}

function placeOf(value: unknown): MountPlace | undefined {
	const { connection, mount } = record(value);
	return typeof connection === 'string' && typeof mount === 'string'
		? { connection, mount }
		: undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}
