/** The tree of certificates that one belongs to, in words. */
import * as vscode from 'vscode';
import type { CertificateNode, ChainNode } from '../../core/x509/chainTree.js';
import type { ExpiryThreshold } from '../../core/x509/model.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { verdictOf } from '../../core/x509/verdict.js';
import type { ChainEntry, ChainPart } from '../../ui/facts/facts.js';
import { keyWords, visibleStart } from '../../ui/facts/text.js';
import { shortName } from '../../ui/words/distinguishedName.js';
import { verdictWords } from '../../ui/words/words.js';
import {
	type BlockItem,
	type Neighbours,
	revocationIn,
	type Subject,
	type SubjectBlock,
} from './subject.js';

export interface ChainOptions {
	readonly now: Date;
	readonly threshold: ExpiryThreshold;
	readonly neighbours: Neighbours;
}

/** Undefined for what is no certificate, and for one that stands alone or has its issuer alone to miss. */
export async function chainPart(
	subject: Subject,
	block: SubjectBlock,
	options: ChainOptions,
): Promise<ChainPart | undefined> {
	const tree = await options.neighbours.treeOf(block);
	if (!tree || isAlone(subject, tree.count, tree.tops)) return undefined;
	const shown = block.facts?.kind === 'certificate' ? block.facts.sha256Fingerprint : '';
	const draw = drawer(subject, shown, options);
	return {
		kind: 'chain',
		caption: vscode.l10n.t('Who signed what, from the root down'),
		tops: tree.tops.map((top) => draw(top, undefined)),
		...(tree.complete
			? {}
			: { note: vscode.l10n.t('More certificates of this file belong here than are shown.') }),
	};
}

/** The fields name the issuer already; a gap is worth drawing beside other certificates only. */
function isAlone(
	{ blocks }: Subject,
	count: number,
	[top]: readonly ChainNode<BlockItem>[],
): boolean {
	if (count > 1) return false;
	const certificates = blocks.filter(({ facts }) => facts?.kind === 'certificate');
	return top?.kind !== 'gap' || certificates.length < 2;
}

function drawer(
	subject: Subject,
	shown: string,
	{ now, threshold }: ChainOptions,
): (node: ChainNode<BlockItem>, above: string | undefined) => ChainEntry {
	const draw = (node: ChainNode<BlockItem>, above: string | undefined): ChainEntry => {
		if (node.kind === 'gap') {
			return {
				name: vscode.l10n.t('Issuer not in this file: {0}', shortName(node.issuer)),
				notes: [],
				isBroken: false,
				isShown: false,
				children: node.children.map((child) => draw(child, undefined)),
			};
		}
		const { facts, index } = node.item;
		const block = subject.blocks[index];
		const revokedAt = block && revocationIn(subject, block)?.at;
		const verdict = verdictOf({ ...facts, revoked: revokedAt !== undefined }, now, threshold);
		const { words } = verdictWords(verdict, { ...facts, revokedAt }, now);
		const name = visibleStart(spokenName(facts));
		return {
			...{ name, verdict, index },
			words: `${words} · ${keyWords(facts)}`,
			notes: notesOn(node, above),
			isBroken: node.signature === 'bad',
			isShown: facts.sha256Fingerprint === shown,
			children: node.children.map((child) => draw(child, name)),
		};
	};
	return draw;
}

/** @param above The name of the certificate that this one is drawn below. */
function notesOn(node: CertificateNode<BlockItem>, above: string | undefined): readonly string[] {
	return [
		...(above === undefined ? topNote(node) : [signatureNote(node, above)]),
		...(node.crossSigned ? [vscode.l10n.t('cross-signed: this key has several issuers')] : []),
		...(node.repeated ? [vscode.l10n.t('what it signed is shown once, elsewhere')] : []),
		...(node.continued ? [vscode.l10n.t('continues below')] : []),
	];
}

function topNote({ item: { facts }, signature }: CertificateNode<BlockItem>): readonly string[] {
	if (facts.issuer !== facts.subject) return [];
	return signature === 'good'
		? [vscode.l10n.t('root, signed by itself')]
		: [vscode.l10n.t('root, signature not checked')];
}

function signatureNote({ signature }: CertificateNode<BlockItem>, above: string): string {
	switch (signature) {
		case 'good':
			return vscode.l10n.t('signed by {0}', above);
		case 'bad':
			return vscode.l10n.t('names {0} as its issuer, but was signed with a different key', above);
		case 'unknown':
			return vscode.l10n.t('issued by {0}; signature not checked', above);
	}
}
