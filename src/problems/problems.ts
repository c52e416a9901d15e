import * as vscode from 'vscode';
import type { ExpiryItem, ExpiryPort } from '../services/ports/expiry.js';
import type { FindingsPort } from '../services/ports/findings.js';
import type { Services } from '../services/services.js';
import { whenReady } from '../services/workspace/whenReady.js';
import { createAlarm } from '../core/common/alarm.js';
import { Checks } from './expiry/checks.js';
import { exclusions } from '../services/workspace/excluded.js';
import { watchDocuments } from './openDocuments.js';
import { ReportStore } from './store.js';
import { expiryItemsIn } from './expiry/expiryItems.js';

/** What the status bar counts. */
export interface Problems extends ExpiryPort, FindingsPort {
	readonly onDidChange: vscode.Event<void>;
	/** In no order. */
	readonly current: readonly ExpiryItem[];
	/** Whether the file was checked by the settings, so that `current` has all that they call expiring in it. */
	knows(uri: vscode.Uri): boolean;
	dispose(): void;
}

/** Findings: of what is open as it changes, of everything else when somebody asks. */
export function registerProblems(services: Services): Problems {
	const store = new ReportStore();
	const collection = vscode.languages.createDiagnosticCollection('pki');
	const onError = (error: unknown) =>
		services.log.error(`expiry: ${error instanceof Error ? error.message : String(error)}`);
	const checks = new Checks(services, store);
	const publish = () => {
		alarm.set(nextMoment(store));
		publishDiagnostics(store, collection).catch(onError);
	};
	const lookAtTime = () => {
		checks.timeHasCome().catch(onError);
	};
	const alarm = createAlarm(() => {
		lookAtTime();
		// The sentences say how long ago, so they are written anew as well.
		publish();
	});
	const documents = watchDocuments(checks, [services.blocks, services.references], onError);
	const registrations = vscode.Disposable.from(
		alarm,
		collection,
		store.onDidChange(publish),
		// A tab that opens or closes makes the same findings louder or quieter.
		vscode.workspace.onDidOpenTextDocument(({ uri }) => {
			if (store.get(uri)) publish();
		}),
		vscode.workspace.onDidChangeConfiguration((event) => {
			const settings = ['pki.expiry', 'pki.diagnostics'];
			if (!settings.some((section) => event.affectsConfiguration(section))) return;
			documents.checkAll();
			checks.settingsChanged().catch(onError);
		}),
		// A machine that slept may have passed any moment.
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) lookAtTime();
		}),
		documents,
		whenReady(services.workspace, () => documents.checkAll()),
		store,
	);
	return {
		onDidChange: store.onDidChange,
		get current() {
			return expiryItemsIn(store.reports);
		},
		knows(uri) {
			const report = store.get(uri);
			return report !== undefined && report.asked?.withinDays === undefined;
		},
		check: (options) => checks.onRequest(options),
		async find(request, options = {}) {
			const { findOnRequest } = await import('./findOnRequest.js');
			const checkOpen = (document: vscode.TextDocument) => checks.check(document);
			return findOnRequest({ services, store, checkOpen }, request, options);
		},
		async show(about) {
			const { showExpiryItems } = await import('./expiry/pick.js');
			await showExpiryItems(store.reports, about);
		},
		dispose() {
			registrations.dispose();
		},
	};
}

/** When a report's findings change next; `Infinity` where only the words of what is shown grow old. */
function nextMoment(store: ReportStore): number | undefined {
	const now = Date.now();
	const moments = store.reports.flatMap(({ nextChange }) => nextChange ?? []);
	const next = Math.min(...moments.filter((moment) => moment > now));
	const isShown = store.reports.some(({ findings }) => findings.length > 0);
	return Number.isFinite(next) || isShown ? next : undefined;
}

async function publishDiagnostics(
	store: ReportStore,
	collection: vscode.DiagnosticCollection,
): Promise<void> {
	const withFindings = () => store.reports.filter(({ findings }) => findings.length > 0);
	if (withFindings().length === 0) {
		collection.clear();
		return;
	}
	const { toDiagnostics } = await import('./diagnostics.js');
	const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
	const isLeftOut = exclusions();
	const attentionOf = (uri: vscode.Uri) => ({
		open: open.has(uri.toString()),
		excluded: isLeftOut(uri),
	});
	// Asked again, as the last of them may have gone while that was loaded.
	const next = toDiagnostics(withFindings(), attentionOf, new Date());
	collection.clear();
	for (const [uri, diagnostics] of next) collection.set(uri, diagnostics);
}
