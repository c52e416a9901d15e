import * as vscode from 'vscode';
import { certificateFiles } from '../../core/workspace/globs.js';
import type { DamagedBlock } from '../../services/ports/expiry.js';
import { findingSentence } from '../../ui/words/findings/findingWords.js';
import type { FileReport, LocatedFinding } from './report.js';

/**
 * What may be a certificate or CRL and cannot be judged, once a block: keys have no validity, and in a text that nobody
 * named, such as documentation, it may be an example.
 */
export function damagedIn(reports: readonly FileReport[], now: Date): readonly DamagedBlock[] {
	return reports.flatMap(({ uri, findings, asked }) => {
		if (asked?.named !== true && !isCertificateFile(uri)) return [];
		const byLine = new Map<number, LocatedFinding>();
		for (const finding of findings) {
			if (hidesValidity(finding) && !byLine.has(finding.line)) byLine.set(finding.line, finding);
		}
		return [...byLine].map(([line, finding]) => ({
			uri,
			line,
			message: findingSentence(finding, now),
		}));
	});
}

/** By its name. */
function isCertificateFile(uri: vscode.Uri): boolean {
	const document = { uri, languageId: '' } as vscode.TextDocument;
	return vscode.languages.match({ pattern: certificateFiles }, document) > 0;
}

function hidesValidity({ code, error, name }: LocatedFinding): boolean {
	return code === 'unreadableValidity' || (error !== undefined && !/KEY/i.test(name));
}
