import * as vscode from 'vscode';
import type { Finding, FindingsPort, Services } from '../services/services.js';
import { isExcluded } from './excluded.js';
import { watchDocuments } from './openDocuments.js';
import type { FileReport } from './report.js';
import { ReportStore } from './store.js';
import { toFindings } from './toFindings.js';

/** What the status bar counts. */
export interface Findings extends FindingsPort {
	readonly onDidChange: vscode.Event<void>;
	readonly current: readonly Finding[];
	dispose(): void;
}

/** Expiry findings: of what is open as it changes, of everything else when somebody asks. */
export function registerFindings(services: Services): Findings {
	const store = new ReportStore();
	const collection = vscode.languages.createDiagnosticCollection('pki');
	const onError = (error: unknown) =>
		services.log.error(`expiry: ${error instanceof Error ? error.message : String(error)}`);
	const checks = createChecks(services, store);
	const publish = () => {
		publishDiagnostics(store, collection).catch(onError);
	};
	const registrations = vscode.Disposable.from(
		collection,
		store.onDidChange(publish),
		// A tab that opens or closes makes the same findings louder or quieter.
		vscode.workspace.onDidOpenTextDocument(({ uri }) => {
			if (store.get(uri)) publish();
		}),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('pki.expiry')) checks.again().catch(onError);
		}),
		watchDocuments(checks, onError),
		store,
	);
	return {
		onDidChange: store.onDidChange,
		get current() {
			return toFindings(store.reports);
		},
		check: checks.onRequest,
		async show() {
			const { showFindings } = await import('./pick.js');
			await showFindings(toFindings(store.reports));
		},
		dispose() {
			registrations.dispose();
		},
	};
}

async function publishDiagnostics(
	store: ReportStore,
	collection: vscode.DiagnosticCollection,
): Promise<void> {
	const withFindings = store.reports.filter(({ findings }) => findings.length > 0);
	if (withFindings.length === 0) {
		collection.clear();
		return;
	}
	const { toDiagnostics } = await import('./diagnostics.js');
	const open = new Map(vscode.workspace.textDocuments.map((doc) => [doc.uri.toString(), doc]));
	const attentionOf = (uri: vscode.Uri) => {
		const document = open.get(uri.toString());
		return {
			open: document !== undefined,
			excluded: document !== undefined && isExcluded(document),
		};
	};
	const next = toDiagnostics(withFindings, attentionOf, new Date());
	collection.clear();
	for (const [uri, diagnostics] of next) collection.set(uri, diagnostics);
}

function createChecks(services: Services, store: ReportStore) {
	async function check(document: vscode.TextDocument): Promise<void> {
		const asked = store.get(document.uri)?.asked === true;
		if (isExcluded(document) && !asked) return;
		const ticket = store.ticket();
		const [{ checkContents }, { expiryThreshold }] = await Promise.all([
			import('./checkFile.js'),
			import('../ui/settings.js'),
		]);
		const threshold = expiryThreshold(document.uri);
		const findings = await checkContents(document.getText(), { threshold });
		if (!document.isClosed) store.put([{ uri: document.uri, findings, asked }], ticket);
	}

	async function onRequest(
		options: Parameters<FindingsPort['check']>[0],
	): Promise<readonly Finding[]> {
		const ticket = store.ticket();
		const { scan } = await import('./scan.js');
		const reports = await scan({ ...options, log: services.log });
		// The whole workspace was read: what it no longer has is gone.
		if (!options.uris) forgetOthers(store, reports);
		store.put(reports, ticket);
		return toFindings(reports);
	}

	async function changedOnDisk(uri: vscode.Uri): Promise<void> {
		const isOpen = vscode.workspace.textDocuments.some(
			(document) => document.uri.toString() === uri.toString(),
		);
		if (isOpen || store.get(uri) === undefined) return;
		await onRequest({ uris: [uri] });
	}

	async function again(): Promise<void> {
		const closed = store.reports.filter(({ asked }) => asked).map(({ uri }) => uri);
		await Promise.all(vscode.workspace.textDocuments.filter(isChecked).map(check));
		if (closed.length > 0) await onRequest({ uris: closed });
	}

	const isChecked = ({ uri }: vscode.TextDocument) => store.get(uri) !== undefined;

	return {
		check,
		onRequest,
		changedOnDisk,
		again,
		closed: (uri: vscode.Uri) => {
			const report = store.get(uri);
			if (report?.asked === true) store.put([report], store.ticket());
			else store.remove((other) => other === report);
		},
		deleted: (uri: vscode.Uri) => store.remove((other) => other.uri.toString() === uri.toString()),
	};
}

function forgetOthers(store: ReportStore, reports: readonly FileReport[]): void {
	const found = new Set(reports.map(({ uri }) => uri.toString()));
	store.remove(({ uri, asked }) => asked && !found.has(uri.toString()));
}
