/** The tab with an audit log: reads it page by page, and does what its buttons say. */
import * as vscode from 'vscode';
import type { AuditEvent, AuditQuery, Backend } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import { copyText } from '../../ui/output.js';
import { ReportPanel } from '../../ui/report/reportPanel.js';
import { plainText } from '../../ui/words/plainText.js';
import { describeError, showError } from '../../ui/words/errors/errors.js';
import { type AuditFilter, queryOf } from './auditFilter.js';
import { askFilter, askSpan } from './auditForm.js';
import { type AuditLog, auditReport, countWords } from './auditReport.js';

export interface AuditSource {
	readonly label: string;
	/** Asked for each page, for a connection may be opened anew. */
	client(): Promise<Backend>;
}

const pageSize = 100;

export class AuditView implements vscode.Disposable {
	readonly #panel: ReportPanel;
	#log: AuditLog;
	/** As it was when the first page was read: the pages after it belong to the same span. */
	#query: AuditQuery = {};
	#cursor: string | undefined;
	/** An answer for an earlier question is not shown. */
	#turn = 0;

	constructor(
		extensionUri: vscode.Uri,
		private readonly source: AuditSource,
		filter: AuditFilter,
	) {
		this.#log = { filter, events: [], hasMore: false };
		this.#panel = new ReportPanel(extensionUri, vscode.l10n.t('Audit Log'));
	}

	get panel(): ReportPanel {
		return this.#panel;
	}

	get log(): AuditLog {
		return this.#log;
	}

	/** Reads the first page and shows it; a failure is shown in its place and rejects. */
	async open(): Promise<void> {
		const read = this.#read(this.#log.filter);
		await read.finally(() => {
			this.#panel.show(auditReport(this.source.label, this.#log), {
				act: (id) => this.#act(id),
				onError: (error) => {
					if (!isPkiError(error, 'cancelled')) void showError(error);
				},
			});
		});
	}

	dispose(): void {
		this.#panel.dispose();
	}

	async #act(id: string): Promise<void> {
		switch (id) {
			case 'filter':
				return this.#change(await askFilter(this.#log.filter));
			case 'span':
				return this.#change(await askSpan(this.#log.filter));
			case 'reload':
				return this.#change(this.#log.filter);
			case 'next':
				return this.#shown(this.#more());
			case 'json':
				return copyText(jsonOf(this.#log.events), vscode.l10n.t('Events copied'));
		}
	}

	#change(filter: AuditFilter): Promise<void> {
		return this.#shown(this.#read(filter));
	}

	/** A failure stands in the page; what is there is said to those who do not see it change. */
	async #shown(reading: Promise<void>): Promise<void> {
		await reading.catch((error: unknown) => {
			if (!isPkiError(error)) throw error;
		});
		this.#panel.update(auditReport(this.source.label, this.#log));
		const { events, hasMore, problem } = this.#log;
		this.#panel.announce(problem ?? countWords(events.length, hasMore, 0));
	}

	#read(filter: AuditFilter): Promise<void> {
		this.#query = queryOf(filter, new Date());
		this.#cursor = undefined;
		return this.#page(filter, []);
	}

	async #more(): Promise<void> {
		const { filter, events } = this.#log;
		try {
			await this.#page(filter, events);
		} catch (error) {
			// The server has forgotten where the list went on.
			if (!isPkiError(error, 'invalid') || error.reason !== 'cursor') throw error;
			await this.#read(filter);
		}
	}

	async #page(filter: AuditFilter, before: readonly AuditEvent[]): Promise<void> {
		const turn = ++this.#turn;
		try {
			const page = await this.#ask();
			if (turn !== this.#turn) return;
			// An entry that was written in between may come twice.
			const known = new Set(before.map(({ id }) => id));
			const events = [...before, ...page.items.filter(({ id }) => !known.has(id))];
			this.#cursor = page.cursor;
			this.#log = { filter, events, hasMore: page.cursor !== undefined };
		} catch (error) {
			if (turn !== this.#turn) return;
			const isCancelled = isPkiError(error, 'cancelled');
			const problem = isCancelled
				? vscode.l10n.t('Cancelled before an answer came.')
				: describeError(error).message;
			const hasMore = before.length > 0 && this.#cursor !== undefined;
			this.#log = { filter, events: before, hasMore, problem };
			throw error;
		}
	}

	#ask() {
		const title = vscode.l10n.t('Reading the audit log of {0}', plainText(this.source.label));
		const page = {
			limit: pageSize,
			...(this.#cursor !== undefined && { cursor: this.#cursor }),
		};
		return withProgress(title, async (signal) => {
			const client = await this.source.client();
			if (!client.listAuditEvents) {
				throw new PkiError('unsupported', { reason: 'listAuditEvents' });
			}
			return client.listAuditEvents(this.#query, page, { signal });
		});
	}
}

/** The entries as the server sent them. */
export function jsonOf(events: readonly AuditEvent[]): string {
	return JSON.stringify(
		events.map(({ source }) => source),
		undefined,
		2,
	);
}
