import * as vscode from 'vscode';
import type { FileReport } from './expiry/report.js';

/** The newest report of each file. */
export class ReportStore implements vscode.Disposable {
	readonly #reports = new Map<string, FileReport>();
	readonly #tickets = new Map<string, number>();
	readonly #changed = new vscode.EventEmitter<void>();
	readonly onDidChange = this.#changed.event;
	#lastTicket = 0;

	get reports(): readonly FileReport[] {
		return [...this.#reports.values()];
	}

	get(uri: vscode.Uri): FileReport | undefined {
		return this.#reports.get(uri.toString());
	}

	/** Taken before a check begins, so that a slower, older check does not replace a newer one. */
	ticket(): number {
		return (this.#lastTicket += 1);
	}

	/**
	 * Takes reports in, each unless a newer check of that file has ended before; that somebody asked for it by name holds
	 * for the newer report as well.
	 */
	put(reports: readonly FileReport[], ticket: number): void {
		for (const report of reports) {
			const key = report.uri.toString();
			if ((this.#tickets.get(key) ?? 0) > ticket) {
				const newer = this.#reports.get(key);
				if (newer && report.asked?.named) this.#reports.set(key, { ...newer, asked: report.asked });
				continue;
			}
			this.#tickets.set(key, ticket);
			this.#reports.set(key, report);
		}
		this.#changed.fire();
	}

	/** Drops what the predicate names. */
	remove(isGone: (report: FileReport) => boolean): void {
		let changed = false;
		for (const [key, report] of this.#reports) {
			if (!isGone(report)) continue;
			this.#reports.delete(key);
			this.#tickets.set(key, this.ticket());
			changed = true;
		}
		if (changed) this.#changed.fire();
	}

	dispose(): void {
		this.#changed.dispose();
		this.#reports.clear();
	}
}
