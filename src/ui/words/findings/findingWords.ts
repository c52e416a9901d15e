/** What rules find, as sentences: one line a code. Used where problems are listed and where details are shown. */
import * as vscode from 'vscode';
import {
	analyze,
	type AnalysisInput,
	type Finding,
	type FindingCode,
	type Fix,
} from '../../../core/diagnostics/analyze.js';
import type { RuleBlock, RuleContext } from '../../../core/diagnostics/rule.js';
import { validityOf } from '../../../core/diagnostics/validity.js';
import { blockErrorSentence } from '../errors/blockErrors.js';
import { blockNoteSentence } from './blockNotes.js';
import { shortName } from '../distinguishedName.js';
import { exactTime, relativeTime } from '../words.js';
import { visible } from '../visible.js';

/** What a finding's sentence is made from; holds no bytes, so that it may be kept. */
export interface FindingFacts
	extends Pick<Finding, 'code' | 'args'>, Pick<RuleBlock, 'error' | 'note'> {
	/** Of what could be read. */
	readonly kind: NonNullable<RuleBlock['facts']>['kind'] | undefined;
	/** A certificate's own, a CRL's issuer, else the label. */
	readonly name: string;
	/** A CRL's issuer; empty for what has none. */
	readonly subject: string;
	/** A CRL's issue and next update. */
	readonly notBefore: string | undefined;
	readonly notAfter: string | undefined;
}

export function factsOfFinding({ code, args, block }: Finding): FindingFacts {
	const { notBefore, notAfter } = validityOf(block);
	return {
		code,
		...(args ? { args } : {}),
		kind: block.facts?.kind,
		...namesOf(block),
		notBefore,
		notAfter,
		error: block.error,
		note: block.note,
	};
}

function namesOf({ facts, label }: RuleBlock): Pick<FindingFacts, 'name' | 'subject'> {
	switch (facts?.kind) {
		case 'certificate':
			return { name: facts.name, subject: facts.subject };
		case 'crl':
			return { name: shortName(facts.issuer), subject: facts.issuer };
		default:
			return { name: label, subject: '' };
	}
}

/**
 * What is wrong with how the blocks of a file go together, in sentences: for views of a whole file, which say of each
 * block by itself what is wrong with it.
 */
export async function fileSentences(
	input: AnalysisInput,
	context: RuleContext,
): Promise<readonly string[]> {
	const findings = await analyze(input, context, { scopes: ['file'] });
	return findings.map((finding) => {
		const sentence = findingSentence(factsOfFinding(finding), context.now);
		return vscode.l10n.t('Line {0}: {1}', finding.block.line + 1, sentence);
	});
}

/** A finding in one to three sentences. */
export function findingSentence(finding: FindingFacts, now: Date): string {
	const { notBefore = '', notAfter = '', args = {} } = finding;
	return sentences[finding.code]({
		finding,
		name: visible(finding.name),
		from: timeWords(notBefore, now),
		to: timeWords(notAfter, now),
		arg: (field) => visible(String(args[field] ?? '')),
	});
}

interface Parts {
	readonly finding: FindingFacts;
	readonly name: string;
	/** `3 days ago (2026-11-23 12:00 UTC)`, or empty. */
	readonly from: string;
	readonly to: string;
	readonly arg: (field: string) => string;
}

const sentences: Readonly<Record<FindingCode, (parts: Parts) => string>> = {
	expired: ({ name, to }) => vscode.l10n.t('{0} expired {1}.', name, to),
	expiresSoon: ({ name, to }) => vscode.l10n.t('{0} expires {1}.', name, to),
	notYetValid: ({ name, from }) =>
		vscode.l10n.t('{0} is not valid yet: it starts {1}.', name, from),
	crlOutOfDate: ({ name, to }) =>
		vscode.l10n.t(
			'The CRL of {0} is out of date: its next update was due {1}. Clients that check it reject every certificate of this issuer.',
			name,
			to,
		),
	crlNotYetValid: ({ name, from }) =>
		vscode.l10n.t(
			'The CRL of {0} is not valid yet: it was issued for {1}. Until then clients that check it reject every certificate of this issuer.',
			name,
			from,
		),
	contradictoryDates: contradictionSentence,
	unreadableValidity: ({ finding }) =>
		vscode.l10n.t(
			'{0}: its validity cannot be read, so nobody can rely on it.',
			subjectWords(finding),
		),
	misframed: ({ finding }) =>
		finding.note === undefined ? subjectWords(finding) : blockNoteSentence(finding.note),
	unreadableBlock: ({ finding, name }) =>
		finding.error === undefined
			? vscode.l10n.t('{0} cannot be read.', name)
			: vscode.l10n.t('{0} cannot be read. {1}', name, blockErrorSentence(finding.error)),
	leafNotFirst: ({ name }) =>
		vscode.l10n.t(
			'{0} is not the first certificate in this file. Programs use the first one as their own, so it must come before its issuers.',
			name,
		),
	chainOutOfOrder: ({ arg }) =>
		vscode.l10n.t(
			'The issuers of {0} are out of order. TLS 1.2 expects each certificate to be followed by its issuer.',
			arg('name'),
		),
	issuerKeyMismatch: ({ name, arg }) =>
		vscode.l10n.t(
			'{0} was not signed by “{1}” at line {2}: the name matches, but the key does not. Clients reject this chain.',
			name,
			arg('issuer'),
			lineNumber(arg('line')),
		),
	foreignKey: () =>
		vscode.l10n.t('This private key does not belong to any certificate in this file.'),
	keyBesideMismatch: ({ name, arg }) =>
		vscode.l10n.t('{0} does not match the private key in {1}.', name, arg('file')),
};

/** The titles of the quick fixes. */
const fixTitles: Readonly<Record<Fix['id'], () => string>> = {
	reorderChain: () => vscode.l10n.t('Reorder chain'),
};

export function fixTitle({ id }: Fix): string {
	return fixTitles[id]();
}

/** What a finding is about: a certificate by its name, a CRL by its issuer's. */
export function subjectWords({
	kind,
	name,
}: {
	readonly kind?: string | undefined;
	readonly name: string;
}): string {
	return kind === 'crl' ? vscode.l10n.t('CRL of {0}', visible(name)) : visible(name);
}

function contradictionSentence({ finding, name }: Parts): string {
	const { kind, notBefore = '', notAfter = '' } = finding;
	return kind === 'crl'
		? vscode.l10n.t(
				'The dates of the CRL of {0} are contradictory: its next update ({1}) is before its issue ({2}). Clients that check it reject every certificate of this issuer.',
				name,
				exactTime(notAfter),
				exactTime(notBefore),
			)
		: vscode.l10n.t(
				'The dates of {0} are contradictory: it ends ({1}) before it starts ({2}), so clients always reject it.',
				name,
				exactTime(notAfter),
				exactTime(notBefore),
			);
}

function timeWords(iso: string, now: Date): string {
	return iso === '' ? '' : `${relativeTime(iso, now)} (${exactTime(iso)})`;
}

/** People count lines from one. */
function lineNumber(zeroBased: string): number {
	return Number(zeroBased) + 1;
}
