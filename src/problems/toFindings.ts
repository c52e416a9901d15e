import type { Finding } from '../services/services.js';
import type { FileReport } from './report.js';

/** What concerns a certificate's validity, by file and line; the gravity is in `state`. */
export function toFindings(reports: readonly FileReport[]): readonly Finding[] {
	return reports
		.flatMap(({ uri, findings }) =>
			findings.flatMap((finding): Finding[] => {
				const { code, line, endLine, name, subject, notAfter } = finding;
				if (code !== 'expired' && code !== 'expiresSoon' && code !== 'notYetValid') return [];
				return [{ uri, line, endLine, name, subject, notAfter: notAfter ?? '', state: code }];
			}),
		)
		.sort((a, b) => a.uri.path.localeCompare(b.uri.path) || a.line - b.line);
}
