import * as vscode from 'vscode';
import type { BlockError, BlockNote, BlockPosition, DecodedFacts } from '../../core/x509/model.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { blockErrorSentence } from '../words/errors/blockErrors.js';
import { blockNoteSentence } from '../words/findings/blockNotes.js';
import { certificateView } from './certificate.js';
import { crlView } from './crl.js';
import { privateKeyName, privateKeyView, publicKeyView } from './keys.js';
import type { FactRow, FactsContext, FactsView } from './model.js';
import { requestView } from './request.js';
import { keyWords, visibleStart } from './text.js';

export type * from './model.js';

/** A block without its bytes: what may be kept and shown of every kind, private keys included. */
export type BlockFacts = BlockPosition & { readonly note?: BlockNote } & (
		| { readonly facts: DecodedFacts; readonly error?: undefined }
		| { readonly error: BlockError; readonly facts?: undefined }
	);

/** A block in labelled lines and sections. */
export function viewOf(block: BlockFacts, context: FactsContext): FactsView {
	const view = contentView(block, context);
	const { fileNotes = [] } = context;
	const rows: readonly FactRow[] = [
		...(fileNotes.length > 0 ? [warning(vscode.l10n.t('File'), fileNotes)] : []),
		...(block.note ? [warning(vscode.l10n.t('Note'), [blockNoteSentence(block.note)])] : []),
	];
	return { ...view, rows: [...rows, ...view.rows] };
}

function warning(label: string, values: readonly string[]): FactRow {
	return { label, values, tone: 'warning' };
}

function contentView(block: BlockFacts, context: FactsContext): FactsView {
	if (block.error) return brokenView(block, block.error);
	switch (block.facts.kind) {
		case 'certificate':
			return certificateView(block.facts, context);
		case 'request':
			return requestView(block.facts, context);
		case 'crl':
			return crlView(block.facts, context);
		case 'privateKey':
			return privateKeyView(block.facts, context);
		case 'publicKey':
			return publicKeyView(block.facts, context);
	}
}

/** What a block is called in lists: its name, else its kind. */
export function blockName(block: BlockFacts): string {
	if (block.error) return visibleStart(block.label);
	switch (block.facts.kind) {
		case 'certificate':
			return visibleStart(spokenName(block.facts));
		case 'request':
			return visibleStart(block.facts.name);
		case 'crl':
			return visibleStart(block.facts.issuer);
		case 'privateKey':
			return privateKeyName(block.facts);
		case 'publicKey':
			return keyWords(block.facts);
	}
}

/** `Certificate`, `Private key`, `Unreadable`: the word beside a block's name in lists. */
export function blockKind(block: BlockFacts): string {
	if (block.error) return isForeign(block.error) ? foreignKind() : vscode.l10n.t('Unreadable');
	switch (block.facts.kind) {
		case 'certificate':
			return vscode.l10n.t('Certificate');
		case 'request':
			return vscode.l10n.t('Request');
		case 'crl':
			return vscode.l10n.t('Revocation list');
		case 'privateKey':
			return vscode.l10n.t('Private key');
		case 'publicKey':
			return vscode.l10n.t('Public key');
	}
}

/** `EC PARAMETERS` and the like are whole; only their kind is not ours. */
export function isForeign(error: BlockError): boolean {
	return error.code === 'unknownLabel';
}

function foreignKind(): string {
	return vscode.l10n.t('Unsupported type');
}

function brokenView(block: BlockPosition, error: BlockError): FactsView {
	return {
		kind: isForeign(error) ? foreignKind() : vscode.l10n.t('Unreadable block'),
		name: visibleStart(block.label),
		rows: [
			{ label: vscode.l10n.t('Cause'), values: [blockErrorSentence(error)], tone: 'warning' },
			// People count lines from one.
			{ label: vscode.l10n.t('Line'), values: [String(error.line + 1)] },
		],
		sections: [],
	};
}
