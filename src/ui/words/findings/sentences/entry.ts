/** What the groups of sentences are made of. */
import * as vscode from 'vscode';
import type { Finding, FindingCode } from '../../../../core/diagnostics/analyze.js';
import type { RuleBlock } from '../../../../core/diagnostics/rule.js';
import { visibleStart } from '../../visible.js';

/** What a finding's sentence is made from; holds no bytes, so that it may be kept. */
export interface FindingFacts
	extends Pick<Finding, 'code' | 'args'>, Pick<RuleBlock, 'error' | 'note'> {
	/** Of what could be read. */
	readonly kind: NonNullable<RuleBlock['facts']>['kind'] | undefined;
	/** A certificate's or request's own, a CRL's issuer, else the label. */
	readonly name: string;
	/** Where a certificate is called otherwise than by its name: see `spokenName`. */
	readonly spoken?: string;
	/** A CRL's issuer; empty for what has none. */
	readonly subject: string;
	/** A CRL's issue and next update. */
	readonly notBefore: string | undefined;
	readonly notAfter: string | undefined;
}

/** A finding in parts that can be shown as they are. */
export interface Parts {
	readonly finding: FindingFacts;
	readonly name: string;
	/** `3 days ago (2026-11-23 12:00 UTC)`, or empty. */
	readonly from: string;
	readonly to: string;
	readonly arg: (field: string) => string;
}

/** What is said of a code: beside a finding, and on the rule's page. */
export interface FindingEntry {
	/** This finding, and its consequence, in one to three sentences. */
	readonly sentence: (parts: Parts) => string;
	/** The rule in three to six words, without a full stop; no two codes have the same. */
	readonly title: () => string;
	/** What happens because of it, and who minds, in one to three sentences. */
	readonly why: () => string;
	/** What to do about it, in one to three sentences. */
	readonly mend: () => string;
}

/** The entries of one group of rules. */
export type FindingEntries = Readonly<Partial<Record<FindingCode, FindingEntry>>>;

/** What a finding is about: a certificate by its name, a CRL by its issuer's. */
export function subjectWords({
	kind,
	name,
	spoken = name,
}: {
	readonly kind?: string | undefined;
	readonly name: string;
	readonly spoken?: string;
}): string {
	return kind === 'crl' ? vscode.l10n.t('CRL of {0}', visibleStart(name)) : visibleStart(spoken);
}

/** People count lines from one. */
export function lineNumber(zeroBased: string): number {
	return Number(zeroBased) + 1;
}
