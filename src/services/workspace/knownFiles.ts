/** What was read of files, found by file, by key, and by the paths that name it. */
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { BlockRecord, FileRecord, TextRange } from '../../core/workspace/record.js';
import type { ExpiryThreshold, Verdict } from '../../core/x509/model.js';
import { verdictOf } from '../../core/x509/verdict.js';
import { KnownPaths } from '../references/knownPaths.js';
import { placesOf } from '../references/places.js';
import type { IndexedBlock, IndexedFile, LeftOutFile, PathUse } from './workspaceIndex.js';

/** Of each block it is asked whenever a list is drawn. */
interface Asked {
	/** By workspace folder. */
	readonly thresholdOf: (folder: vscode.Uri | undefined) => ExpiryThreshold;
	readonly isRevoked: (uri: vscode.Uri, fingerprint: string | undefined) => boolean;
}

/** Nothing is out of date before its time. */
const never: ExpiryThreshold = { days: 0, lifetimeShare: 0 };

function rangeOf({ start, end }: TextRange): vscode.Range {
	return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** As lean as it was told: there may be tens of thousands. */
class KnownBlock implements IndexedBlock {
	constructor(
		private readonly file: KnownFile,
		private readonly record: BlockRecord,
	) {}

	get uri() {
		return this.file.uri;
	}
	get isBinary() {
		return this.file.isBinary;
	}
	get range() {
		return rangeOf(this.record.range);
	}
	get kind() {
		return this.record.kind;
	}
	get name() {
		return this.record.name;
	}
	get notBefore() {
		return this.record.notBefore;
	}
	get notAfter() {
		return this.record.notAfter;
	}
	get publicKey() {
		return this.record.publicKey;
	}
	get fingerprint() {
		return this.record.fingerprint;
	}
	get serialNumber() {
		return this.record.serialNumber;
	}
	get issuer() {
		return this.record.issuer;
	}
	get isCa() {
		return this.record.isCa;
	}
	get encrypted() {
		return this.record.encrypted;
	}
	get state(): Verdict | 'none' {
		const { kind, notAfter } = this.record;
		if (kind === 'certificate') {
			const revoked = this.file.isRevoked(this.record.fingerprint);
			return verdictOf({ ...this.record, revoked }, new Date(), this.file.threshold);
		}
		if (kind !== 'crl' || notAfter === undefined) return 'none';
		return verdictOf(this.record, new Date(), never);
	}
}

class KnownFile implements IndexedFile {
	readonly #folder: vscode.Uri | undefined;
	readonly isBinary: boolean;
	readonly blocks: readonly KnownBlock[];
	readonly uses: readonly Use[];
	readonly leftOut: FileRecord['leftOut'];

	constructor(
		readonly uri: vscode.Uri,
		readonly record: Omit<FileRecord, 'path'>,
		private readonly asked: Asked,
	) {
		this.#folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
		this.isBinary = record.isBinary;
		this.leftOut = record.leftOut;
		this.blocks = record.blocks.map((block) => new KnownBlock(this, block));
		this.uses = record.paths.flatMap((path) => {
			const places = placesOf(path.raw, uri).uris.map((place) => place.toString());
			return places.length === 0 ? [] : [{ uri, path: path.range, places }];
		});
	}

	get threshold(): ExpiryThreshold {
		return this.asked.thresholdOf(this.#folder);
	}

	isRevoked(fingerprint: string | undefined): boolean {
		return this.asked.isRevoked(this.uri, fingerprint);
	}

	get namesPaths(): boolean {
		return this.uses.length > 0;
	}
}

interface Use {
	readonly uri: vscode.Uri;
	readonly path: TextRange;
	/** Where the file may lie; the first that is there counts. */
	readonly places: readonly string[];
}

export class KnownFiles {
	readonly #files = new KnownPaths<KnownFile>();
	readonly #keys = new Buckets<KnownBlock>();
	readonly #uses = new Buckets<Use>();
	#keysInOrder: readonly string[] | undefined;
	#blocks: readonly KnownBlock[] | undefined;

	constructor(private readonly asked: Asked) {}

	get files(): readonly IndexedFile[] {
		return this.#inOrder().filter(({ leftOut }) => leftOut === undefined);
	}

	get blocks(): readonly IndexedBlock[] {
		return (this.#blocks ??= this.#inOrder().flatMap(({ blocks }) => blocks));
	}

	get leftOut(): readonly LeftOutFile[] {
		return this.#inOrder().flatMap(({ uri, leftOut }) =>
			leftOut === undefined ? [] : [{ uri, reason: leftOut }],
		);
	}

	get addresses(): readonly string[] {
		return (this.#keysInOrder ??= [...this.#files.keys()].sort());
	}

	has(uri: vscode.Uri): boolean {
		return this.#files.get(uri.toString()) !== undefined;
	}

	blocksIn(uri: vscode.Uri): readonly IndexedBlock[] {
		return this.#files.get(uri.toString())?.blocks ?? [];
	}

	usesOf(uri: vscode.Uri): readonly PathUse[] {
		const key = uri.toString();
		return this.#uses
			.get(key)
			.filter(({ places }) => places.find((place) => place === key || this.#isThere(place)) === key)
			.map((use) => ({ uri: use.uri, range: rangeOf(use.path) }));
	}

	/** A file in which nothing was found hides those behind it as well. */
	#isThere(place: string): boolean {
		if (this.#files.get(place)) return true;
		const uri = vscode.Uri.parse(place);
		return uri.scheme === 'file' && existsSync(uri.fsPath);
	}

	otherHalves(publicKey: string, isPrivate: boolean): readonly IndexedBlock[] {
		return this.#keys.get(publicKey).filter(({ kind }) => (kind === 'privateKey') !== isPrivate);
	}

	/** Replaces what was known of the file. */
	set(uri: vscode.Uri, record: Omit<FileRecord, 'path'>): void {
		const key = uri.toString();
		this.#forget(key);
		const file = new KnownFile(uri, record, this.asked);
		this.#files.set(key, file);
		for (const block of file.blocks) {
			if (block.publicKey !== undefined) this.#keys.add(block.publicKey, block);
		}
		for (const use of file.uses) for (const place of use.places) this.#uses.add(place, use);
		this.#changed();
	}

	/** Replaces its blocks alone. */
	setBlocks(uri: vscode.Uri, blocks: readonly BlockRecord[]): void {
		const file = this.#files.get(uri.toString());
		if (file) this.set(uri, { ...file.record, blocks });
	}

	/** The file, or all in the folder; answers whether anything was known there. */
	drop(address: string): boolean {
		const keys = [...this.#files.keysAt(address)];
		for (const key of keys) this.#forget(key);
		this.#changed();
		return keys.length > 0;
	}

	#forget(key: string): void {
		const file = this.#files.get(key);
		if (!file) return;
		for (const block of file.blocks) {
			if (block.publicKey !== undefined) this.#keys.delete(block.publicKey, block);
		}
		for (const use of file.uses) for (const place of use.places) this.#uses.delete(place, use);
		this.#files.drop(key);
	}

	#inOrder(): readonly KnownFile[] {
		return this.addresses.flatMap((key) => this.#files.get(key) ?? []);
	}

	#changed(): void {
		this.#keysInOrder = undefined;
		this.#blocks = undefined;
	}
}

/** Several values a key. */
class Buckets<Value> {
	readonly #values = new Map<string, Set<Value>>();

	get(key: string): readonly Value[] {
		return [...(this.#values.get(key) ?? [])];
	}

	add(key: string, value: Value): void {
		const values = this.#values.get(key);
		if (values) values.add(value);
		else this.#values.set(key, new Set([value]));
	}

	delete(key: string, value: Value): void {
		const values = this.#values.get(key);
		values?.delete(value);
		if (values?.size === 0) this.#values.delete(key);
	}
}
