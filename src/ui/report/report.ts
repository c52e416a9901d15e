/** A report as data: a page draws it, and as Markdown it can be kept. All texts are ready to be shown. */

/** The shape of a sign; the words beside it say the same. */
export type ReportSign = 'valid' | 'expiresSoon' | 'expired' | 'unknown';

export interface ReportRow {
	readonly label: string;
	readonly value: string;
	/** Behind it, less loud. */
	readonly note?: string;
	/** Hex and the like. */
	readonly mono?: boolean;
}

/** Something that is wrong, with what to do about it. */
export interface ReportItem {
	readonly sign: ReportSign;
	readonly text: string;
	/** What to look at, in order. */
	readonly steps: readonly string[];
	/** The code as programs say it. */
	readonly code: string;
	readonly actions: readonly ReportAction[];
}

/** With a sign where it is a result. */
export type ReportCell = string | { readonly text: string; readonly sign: ReportSign };

export function cellText(cell: ReportCell): string {
	return typeof cell === 'string' ? cell : cell.text;
}

export interface ReportTable {
	readonly caption: string;
	/** The section's title says it already: the caption is for screen readers alone. */
	readonly isTitled?: boolean;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly ReportCell[])[];
}

export interface ReportSection {
	readonly id: string;
	readonly title: string;
	/** Whether it is open from the beginning. */
	readonly open: boolean;
	readonly rows?: readonly ReportRow[];
	readonly items?: readonly ReportItem[];
	readonly table?: ReportTable;
	/** To be done in this order. */
	readonly steps?: readonly string[];
	/** What a program printed, line by line. */
	readonly output?: string;
	/** Below the rest. */
	readonly note?: string;
}

export interface ReportAction {
	readonly id: string;
	readonly label: string;
	/** The likeliest one. */
	readonly primary?: boolean;
	/** The name of a codicon: a rarer one, which *More Actions…* lists with it. */
	readonly rare?: string;
}

export interface Report {
	/** What kind of report it is, above the title. */
	readonly kind: string;
	readonly title: string;
	readonly verdict: { readonly sign: ReportSign; readonly words: string; readonly note?: string };
	readonly facts: readonly ReportRow[];
	readonly sections: readonly ReportSection[];
	readonly actions: readonly ReportAction[];
	/** The buttons' group, for screen readers. */
	readonly actionsLabel: string;
	/** The language of its texts. */
	readonly language: string;
}

/** From the page: it was drawn anew, or a button was pressed. */
export type FromReportPage =
	{ readonly type: 'ready' } | { readonly type: 'action'; readonly id: string };

/** To the page. */
export type ToReportPage =
	| { readonly type: 'report'; readonly report: Report }
	| { readonly type: 'announce'; readonly text: string };

export function parseFromReportPage(message: unknown): FromReportPage | undefined {
	if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
	if (message.type === 'ready') return { type: 'ready' };
	const isAction = message.type === 'action' && 'id' in message && typeof message.id === 'string';
	return isAction ? { type: 'action', id: String(message.id) } : undefined;
}
