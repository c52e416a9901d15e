/** What does not work, in words: explanations of TLS errors, errors of ours, and findings of the rules about the chain. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { type Finding } from '../../core/diagnostics/analyze.js';
import { explainFailure, type Explanation } from '../../core/tls/explain/explanation.js';
import type { HandshakeFailure } from '../../core/tls/failure.js';
import type { ProbeProblem, ProbeReport } from '../../core/tls/probe/model.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { explanationWords } from '../../ui/words/errors/tls/explanationWords.js';
import { factsOfFinding, findingSentence } from '../../ui/words/findings/findingWords.js';
import { shortName } from '../../ui/words/distinguishedName.js';
import { visibleStart } from '../../ui/words/visible.js';

export interface ProblemWords {
	/** Of an explanation, an error's reason, or a rule's finding. */
	readonly code: string;
	/** What it means. */
	readonly message: string;
	/** What to check, in order. */
	readonly checks: readonly string[];
	readonly severity: 'error' | 'warning' | 'information' | 'hint';
	/** What the runtime said. */
	readonly failure?: HandshakeFailure;
	readonly explanation?: Explanation;
	/** A rule has a page of its own. */
	readonly isFinding?: true;
}

export function problemWords(
	report: ProbeReport,
	findings: readonly Finding[],
	now: Date,
): readonly ProblemWords[] {
	return [
		...report.problems.map((problem) => wordsOf(problem)),
		...findings.map((finding) => findingWords(finding, now)),
	];
}

function wordsOf({ failure, error }: ProbeProblem): ProblemWords {
	if (failure) return failureWords(failure);
	const { code, reason, args } = error;
	const { message } = describeError(new PkiError(code, { reason, args }));
	return { code: reason ?? code, message, checks: [], severity: 'error' };
}

export function failureWords(failure: HandshakeFailure): ProblemWords {
	const explanation = explainFailure(failure);
	const base = { severity: 'error', failure } as const;
	if (!explanation) {
		// Nothing is known of it: the runtime's own words are all there is.
		const message = visibleStart(failure.message ?? failure.code);
		return { ...base, code: failure.code, message, checks: [] };
	}
	const { meaning, checks } = explanationWords(explanation.id);
	return { ...base, code: explanation.id, message: meaning, checks, explanation };
}

function findingWords(finding: Finding, now: Date): ProblemWords {
	const { code, severity, args } = finding;
	const message =
		code === 'missingIntermediate'
			? missingWords(String(args?.['issuer'] ?? ''))
			: findingSentence(factsOfFinding(finding), now);
	return { code, severity, message, checks: [], isFinding: true };
}

/** Of a chain that a server sends, and not of a file. */
function missingWords(issuer: string): string {
	return vscode.l10n.t(
		'The server does not send the intermediate certificate “{0}”. Clients that do not have it reject the server.',
		shortName(issuer),
	);
}
