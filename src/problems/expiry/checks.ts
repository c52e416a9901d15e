/** What is checked when: documents as they change, files when somebody asks, both when their time comes. */
import * as vscode from 'vscode';
import type { ExpiryCheck, ExpiryPort } from '../../services/ports/expiry.js';
import { isOwn } from '../../services/ownDocument.js';
import type { Services } from '../../services/services.js';
import { openDocument } from '../../ui/openDocument.js';
import { exclusions, isExcluded } from '../../services/workspace/excluded.js';
import type { DocumentEvents } from '../openDocuments.js';
import type { FileReport } from './report.js';
import type { ReportStore } from '../store.js';

type CheckOptions = Parameters<ExpiryPort['check']>[0];

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
		const { checkDocument } = await import('./checkDocument.js');
		const checked = await checkDocument(document, asked, this.services);
		if (!checked || !openDocument(uri)) return;
		const { found, crls } = checked;
		this.store.put([{ uri, ...found, asked: this.store.get(uri)?.asked }], ticket);
		if (this.#noteCrls(uri, crls)) await this.#checkOthers(uri);
	}

	/** Remembers the CRLs of a document by their signatures; answers whether they are others than before. */
	#noteCrls(uri: vscode.Uri, crls: string): boolean {
		const key = uri.toString();
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
		const { uris, folder, withinDays } = options;
		const { checkOnRequest, missingAmong } = await import('./checkOnRequest.js');
		const { reports, check } = await checkOnRequest(options, this.services);
		if (!uris && (!folder || isAllThereIs(folder))) {
			this.#workspaceCheck = withinDays === undefined ? {} : { withinDays };
		}
		// What was not checked keeps its findings, unless its file is gone.
		const checked = new Set(reports.map(({ uri }) => uri.toString()));
		const gone = await missingAmong(
			this.store.reports.filter(({ uri, asked }) => asked && !checked.has(uri.toString())),
		);
		this.store.remove((report) => gone.has(report));
		this.store.put(reports, ticket);
		return check;
	}

	async changedOnDisk(uri: vscode.Uri): Promise<void> {
		const report = this.store.get(uri);
		if (report && !openDocument(uri)) await this.#again([report]);
	}

	closed(uri: vscode.Uri): void {
		if (this.#noteCrls(uri, '')) {
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
}

function isAllThereIs(folder: vscode.Uri): boolean {
	const { workspaceFolders = [] } = vscode.workspace;
	return workspaceFolders.every(({ uri }) => uri.toString() === folder.toString());
}
