/** What is checked when: documents as they change, files when somebody asks, both when their time comes. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { ExpiryCheck, ExpiryPort } from '../../services/ports/expiry.js';
import { isOwn } from '../../services/ownDocument.js';
import type { Services } from '../../services/services.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { openDocument } from '../../ui/openDocument.js';
import { exclusions, isExcluded } from '../../services/workspace/excluded.js';
import type { DocumentEvents } from '../openDocuments.js';
import type { FileReport } from './report.js';
import type { ReportStore } from '../store.js';
import { toExpiryItems } from './expiryItems.js';

type CheckOptions = Parameters<ExpiryPort['check']>[0];

/** Bytes; another CRL ends in another signature. */
const signatureEnd = 32;

/** Keeps the store's reports true. */
export class Checks implements DocumentEvents {
	/** How the workspace was searched last, if it was. */
	#workspaceCheck: Pick<CheckOptions, 'withinDays'> | undefined;
	/** Of the open documents that hold any. */
	readonly #crls = new Map<string, string>();

	constructor(
		private readonly services: Pick<Services, 'log' | 'blocks' | 'references' | 'workspace'>,
		private readonly store: ReportStore,
	) {}

	knows(uri: vscode.Uri): boolean {
		return this.store.get(uri) !== undefined;
	}

	async check(document: vscode.TextDocument): Promise<void> {
		const { uri } = document;
		const asked = this.store.get(uri)?.asked;
		if (!asked && isExcluded(uri)) {
			this.deleted(uri);
			return;
		}
		const ticket = this.store.ticket();
		const { version } = document;
		const [{ checkBlocks }, { settingsFor }, { surroundingsOf }, { referenceInputs }, around] =
			await Promise.all([
				import('./checkFile.js'),
				import('./threshold.js'),
				import('../surroundings.js'),
				import('../../core/diagnostics/contents/references.js'),
				import('../crlsAround.js'),
			]);
		const surroundings = await surroundingsOf(uri, this.services.workspace);
		const settings = settingsFor(uri, asked);
		const [blocks, named] = await Promise.all([
			this.services.blocks.blocksOf(document),
			this.services.references.referencesOf(document),
		]);
		const crls = around.holdsCertificate(blocks)
			? await around.crlFinder(this.services.blocks, this.services.workspace)(uri, blocks)
			: [];
		// It is checked again as it is.
		if (document.version !== version) return;
		const text = document.getText();
		const found = await checkBlocks(blocks, text, {
			...settings,
			surroundings: {
				...surroundings,
				crls,
				references: referenceInputs(text, named),
				isUtf16: document.encoding.startsWith('utf16'),
			},
		});
		if (!openDocument(uri)) return;
		this.store.put([{ uri, ...found, asked: this.store.get(uri)?.asked }], ticket);
		if (this.#noteCrls(uri, blocks)) await this.#checkOthers(uri);
	}

	/** Remembers the CRLs of a document by their signatures; answers whether they are others than before. */
	#noteCrls(uri: vscode.Uri, blocks: readonly KeptBlock[]): boolean {
		const key = uri.toString();
		const crls = blocks
			.flatMap(({ facts, der }) => (facts?.kind === 'crl' && der ? [der] : []))
			.map((der) => Buffer.from(der.subarray(-signatureEnd)).toString('hex'))
			.join();
		const isChanged = (this.#crls.get(key) ?? '') !== crls;
		if (crls === '') this.#crls.delete(key);
		else this.#crls.set(key, crls);
		return isChanged;
	}

	/** A CRL may revoke what stands in any other document. */
	async #checkOthers(than: vscode.Uri): Promise<void> {
		const others = vscode.workspace.textDocuments.filter(
			(document) =>
				document.uri.toString() !== than.toString() &&
				isOwn(document.uri) &&
				this.services.blocks.mayHold(document),
		);
		await Promise.all(others.map((document) => this.check(document)));
	}

	async onRequest(options: CheckOptions): Promise<ExpiryCheck> {
		const ticket = this.store.ticket();
		const { uris, withinDays, signal } = options;
		const [{ scan }, { damagedIn }, { closedSurroundings }] = await Promise.all([
			import('./scan.js'),
			import('./damaged.js'),
			import('../closedFiles.js'),
		]);
		const { log, workspace } = this.services;
		if (!uris) await workspace.refresh({ signal });
		const { reports, leftOut } = await scan({
			...options,
			...(uris ? {} : { indexed: filesThatExpire(workspace) }),
			log,
			surroundingsOf: closedSurroundings(this.services),
		});
		if (!uris) this.#workspaceCheck = withinDays === undefined ? {} : { withinDays };
		await this.#forgetGone(reports);
		this.store.put(reports, ticket);
		const items = toExpiryItems(reports);
		return { items, read: reports.length, leftOut, damaged: damagedIn(reports, new Date()) };
	}

	async changedOnDisk(uri: vscode.Uri): Promise<void> {
		const report = this.store.get(uri);
		if (report && !openDocument(uri)) await this.#again([report]);
	}

	closed(uri: vscode.Uri): void {
		if (this.#noteCrls(uri, [])) {
			this.#checkOthers(uri).catch((error: unknown) => this.services.log.error(String(error)));
		}
		const report = this.store.get(uri);
		if (report?.asked) this.store.put([report], this.store.ticket());
		else this.store.remove((other) => other === report);
	}

	deleted(uri: vscode.Uri): void {
		this.store.remove((other) => other.uri.toString() === uri.toString());
	}

	/** Of files that nobody has open; those that are open are checked as they were when they were opened. */
	async settingsChanged(): Promise<void> {
		// As a search of the workspace leaves them out.
		const isLeftOut = exclusions();
		this.store.remove(({ uri, asked }) => asked?.named === false && isLeftOut(uri));
		await this.#again(this.store.reports.filter(({ asked }) => asked?.named));
		if (this.#workspaceCheck) await this.onRequest(this.#workspaceCheck);
	}

	/** Checks again what has reached a moment at which its findings change. */
	async timeHasCome(): Promise<void> {
		const now = Date.now();
		await this.#again(
			this.store.reports.filter(({ nextChange }) => nextChange !== undefined && nextChange <= now),
		);
	}

	async #again(reports: readonly FileReport[]): Promise<void> {
		const ticket = this.store.ticket();
		const open = reports.flatMap(({ uri }) => openDocument(uri) ?? []);
		const files = reports.flatMap(({ uri, asked }) =>
			asked && !openDocument(uri) ? [{ uri, asked, mustBeRead: false }] : [],
		);
		await Promise.all(open.map((document) => this.check(document)));
		if (files.length === 0) return;
		const [{ checkMany }, { closedSurroundings }] = await Promise.all([
			import('./scan.js'),
			import('../closedFiles.js'),
		]);
		const { reports: next } = await checkMany(files, {
			log: this.services.log,
			surroundingsOf: closedSurroundings(this.services),
		});
		// Who asked for it may have changed meanwhile.
		const current = next.map((report) => ({
			...report,
			asked: this.store.get(report.uri)?.asked ?? report.asked,
		}));
		this.store.put(current, ticket);
	}

	/** What was not checked keeps its findings, unless its file is gone. */
	async #forgetGone(reports: readonly FileReport[]): Promise<void> {
		const checked = new Set(reports.map(({ uri }) => uri.toString()));
		const others = this.store.reports.filter(
			({ uri, asked }) => asked && !checked.has(uri.toString()),
		);
		const isGone = await Promise.all(others.map(({ uri }) => isMissing(uri)));
		const gone = new Set(others.filter((_, index) => isGone[index]));
		this.store.remove((report) => gone.has(report));
	}
}

/** Those with certificates or CRLs, and those of which nobody can say. */
function filesThatExpire({ files, leftOut }: WorkspaceIndex): readonly vscode.Uri[] {
	const kinds = ['certificate', 'crl', 'unreadable'];
	return [
		...files.filter(({ blocks }) => blocks.some(({ kind }) => kinds.includes(kind))),
		...leftOut,
	].map(({ uri }) => uri);
}

async function isMissing(uri: vscode.Uri): Promise<boolean> {
	return vscode.workspace.fs.stat(uri).then(
		() => false,
		(error: unknown) => error instanceof vscode.FileSystemError && error.code === 'FileNotFound',
	);
}
