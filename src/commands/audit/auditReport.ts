/** An audit log as a report: what is shown of it, and what its buttons are. */
import * as vscode from 'vscode';
import type { AuditEvent } from '../../core/backends/contract/backend.js';
import type { Report, ReportCell, ReportSection } from '../../ui/report/report.js';
import { plainText } from '../../ui/words/plainText.js';
import { exactTime, shortSerial } from '../../ui/words/words.js';
import {
	actionWords,
	type AuditFilter,
	filterWords,
	resultWords,
	spanWords,
} from './auditFilter.js';

export interface AuditLog {
	readonly filter: AuditFilter;
	/** In the order of the server. */
	readonly events: readonly AuditEvent[];
	/** There are more. */
	readonly hasMore: boolean;
	/** Why the last request failed, in words; what was there before stays. */
	readonly problem?: string;
}

/** What the tab shows of the log of the connection with this label; the ids of its buttons are what `AuditView` does. */
export function auditReport(label: string, log: AuditLog): Report {
	const { filter, events, hasMore, problem } = log;
	return {
		...{ kind: vscode.l10n.t('Audit Log'), title: plainText(label, 80) },
		language: vscode.env.language,
		verdict: verdictOf(log),
		facts: [
			{ label: vscode.l10n.t('Time span'), value: spanWords(filter) },
			{ label: vscode.l10n.t('Filter'), value: plainText(filterWords(filter), 300) },
		],
		sections: events.length > 0 ? [eventSection(log)] : [],
		actions: [
			...(problem === undefined
				? []
				: [{ id: 'reload', label: vscode.l10n.t('Try Again'), primary: true }]),
			{ id: 'filter', label: vscode.l10n.t('Filter…') },
			{ id: 'span', label: vscode.l10n.t('Time Span…') },
			...(hasMore ? [{ id: 'next', label: vscode.l10n.t('Load More') }] : []),
			...(problem === undefined ? [{ id: 'reload', label: vscode.l10n.t('Refresh') }] : []),
			...(events.length > 0 ? [{ id: 'json', label: vscode.l10n.t('Copy as JSON') }] : []),
		],
		actionsLabel: vscode.l10n.t('Actions'),
	};
}

function verdictOf({ events, hasMore, problem }: AuditLog): Report['verdict'] {
	if (problem !== undefined) {
		const words = vscode.l10n.t('The audit log could not be read');
		return { sign: 'expired', words, note: problem };
	}
	if (events.length === 0) {
		return {
			sign: 'unknown',
			words: vscode.l10n.t('No events'),
			note: vscode.l10n.t('Choose a longer time span or another filter.'),
		};
	}
	const failed = events.filter(({ succeeded }) => succeeded === false).length;
	const sign = failed > 0 ? 'expiresSoon' : 'valid';
	return { sign, words: countWords(events.length, hasMore, failed) };
}

export function countWords(count: number, hasMore: boolean, failed: number): string {
	const shown = hasMore
		? vscode.l10n.t('{0} events, and there are more', count)
		: count === 1
			? vscode.l10n.t('1 event')
			: vscode.l10n.t('{0} events', count);
	return failed === 0 ? shown : vscode.l10n.t('{0}; failed: {1}', shown, failed);
}

function eventSection({ events, hasMore }: AuditLog): ReportSection {
	return {
		...{ id: 'events', title: vscode.l10n.t('Events ({0})', events.length), open: true },
		table: {
			isTitled: true,
			caption: vscode.l10n.t('Certificate events of the audit log'),
			columns: [
				vscode.l10n.t('Time'),
				vscode.l10n.t('Event'),
				vscode.l10n.t('Result'),
				vscode.l10n.t('Identity'),
				vscode.l10n.t('Certificate'),
				vscode.l10n.t('Role or CA'),
				vscode.l10n.t('Source address'),
				vscode.l10n.t('Request'),
			],
			rows: events.map(rowOf),
		},
		...(hasMore && { note: vscode.l10n.t('Select “Load More” for the next events.') }),
	};
}

function rowOf(event: AuditEvent): readonly ReportCell[] {
	const { time, action, commonName, serialNumber, role, authority } = event;
	const serial = serialNumber === undefined ? undefined : shortSerial(serialNumber);
	const named = [commonName, serial].filter((part) => part !== undefined).join(' · ');
	return [
		exactTime(time),
		actionWords(action),
		// A narrow tab shows the first columns: an event that failed must not look like one that did not.
		resultCell(event.succeeded),
		cell(event.identity),
		cell(named),
		cell(role ?? authority ?? event.path),
		cell(event.sourceIp),
		cell(event.requestId),
	];
}

function cell(text: string | undefined): string {
	return text === undefined || text === '' ? '–' : plainText(text, 120);
}

function resultCell(succeeded: boolean | undefined): ReportCell {
	const text = resultWords(succeeded);
	if (succeeded === undefined) return text;
	return { text, sign: succeeded ? 'valid' : 'expired' };
}
