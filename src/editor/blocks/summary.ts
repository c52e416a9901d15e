/** A block in one line: what stands above it, behind it, and beside its name in the outline. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { CertificateFacts, PrivateKeyFacts } from '../../core/x509/model.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { blockKind, blockName, entryWords, isForeign, viewOf } from '../../ui/facts/facts.js';
import { ocspSummary } from '../../ui/facts/ocsp.js';
import { blockErrorSentence } from '../../ui/words/errors/blockErrors.js';
import { shortName } from '../../ui/words/distinguishedName.js';
import { plainText } from '../../ui/words/plainText.js';
import { expiryWords } from '../../ui/words/words.js';
import type { Place } from './places.js';

/** More of one part says nothing in a line. */
const longest = 80;
const noThreshold = { days: 0, lifetimeShare: 0 };

/** `CN=api.example.com`, `expires in 12 days`, `issuer Test CA`; empty for what is no block of ours. */
export function summaryOf({ first, blocks }: Place, now: Date): readonly string[] {
	if (first.error && isForeign(first.error)) return [];
	const entry = entryWords(first);
	const own = [...partsOf(first, now), ...(entry === undefined ? [] : [entry])];
	return [...own, ...moreWords(blocks.slice(1))].map(oneLine);
}

function moreWords(rest: readonly KeptBlock[]): readonly string[] {
	if (rest.length === 0) return [];
	if (!rest.every(({ facts }) => facts?.kind === 'certificate')) {
		return [vscode.l10n.t('{0} more', rest.length)];
	}
	return [
		rest.length === 1
			? vscode.l10n.t('1 more certificate')
			: vscode.l10n.t('{0} more certificates', rest.length),
	];
}

function partsOf(block: KeptBlock, now: Date): readonly string[] {
	// One of several parts, so without the full stop.
	if (block.error) return [blockKind(block), blockErrorSentence(block.error).replace(/\.$/, '')];
	const { facts } = block;
	switch (facts.kind) {
		case 'certificate':
			return [fullName(facts), expiryWords(facts, now), issuerWords(facts)];
		case 'request':
			return [blockKind(block), blockName(block)];
		case 'crl':
			return [
				vscode.l10n.t('CRL of {0}', shortName(facts.issuer)),
				viewOf(block, { now, threshold: noThreshold }).verdict?.words ?? '',
			];
		case 'ocsp':
			return [blockKind(block), ...ocspSummary(facts, now)];
		case 'privateKey':
			return [blockKind(block), blockName(block), protectionWords(facts)];
		case 'publicKey':
			return [blockKind(block), blockName(block)];
	}
}

function fullName(facts: CertificateFacts): string {
	return facts.commonName === undefined ? spokenName(facts) : `CN=${facts.commonName}`;
}

function issuerWords({ subject, issuer }: CertificateFacts): string {
	return subject === issuer
		? vscode.l10n.t('self-signed')
		: vscode.l10n.t('issuer {0}', shortName(issuer));
}

function protectionWords({ encrypted }: PrivateKeyFacts): string {
	return encrypted ? vscode.l10n.t('encrypted') : vscode.l10n.t('not encrypted');
}

/** Without the form of an icon, which a lens would draw. */
export function oneLine(text: string): string {
	return plainText(text, longest).replaceAll('$(', '$ (');
}

/** The second half of a line in the outline: when it expires, else what it is. */
export function outlineDetail(block: KeptBlock, now: Date): string {
	return block.facts?.kind === 'certificate' ? expiryWords(block.facts, now) : blockKind(block);
}
