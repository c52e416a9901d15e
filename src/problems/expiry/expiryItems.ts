import type { FindingCode } from '../../core/diagnostics/analyze.js';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import type { FileReport } from './report.js';

const states: Readonly<Partial<Record<FindingCode, ExpiryItem['state']>>> = {
	expired: 'expired',
	expiresSoon: 'expiresSoon',
	notYetValid: 'notYetValid',
	crlOutOfDate: 'expired',
	crlNotYetValid: 'notYetValid',
	contradictoryDates: 'contradictory',
};

/** What concerns the validity of certificates and CRLs, by file and line; the gravity is in `state`. */
export function toExpiryItems(reports: readonly FileReport[]): readonly ExpiryItem[] {
	return [...expiryItemsIn(reports)].sort(
		(a, b) => a.uri.path.localeCompare(b.uri.path) || a.line - b.line,
	);
}

/** The same in no order, for those who count: there may be thousands, and they change with every report. */
export function expiryItemsIn(reports: readonly FileReport[]): readonly ExpiryItem[] {
	return reports.flatMap(({ uri, findings }) =>
		findings.flatMap((finding): ExpiryItem[] => {
			const { code, line, endLine, name, subject, notAfter } = finding;
			const state = states[code];
			if (state === undefined) return [];
			const kind = finding.kind === 'crl' ? 'crl' : 'certificate';
			return [{ uri, line, endLine, kind, name, subject, notAfter: notAfter ?? '', state }];
		}),
	);
}
