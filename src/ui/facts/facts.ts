import * as vscode from 'vscode';
import type {
	BlockError,
	BlockNote,
	BlockPosition,
	ContainerEntry,
	ContainerKind,
	StoredEntry,
} from '../../core/x509/block.js';
import type { DecodedFacts } from '../../core/x509/model.js';
import { isUnread } from '../../core/x509/blockErrors.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { blockErrorSentence } from '../words/errors/blockErrors.js';
import { lockedStoreSentence } from '../words/errors/keyStoreWords.js';
import { blockNoteSentence } from '../words/findings/blockNotes.js';
import { certificateView } from './certificate.js';
import { crlView } from './crl.js';
import { privateKeyName, privateKeyView, publicKeyView } from './keys.js';
import type { FactRow, FactsContext, FactsView } from './model.js';
import { ocspName, ocspView } from './ocsp.js';
import { requestView } from './request.js';
import { exactTime } from '../words/words.js';
import { keyWords, visible, visibleStart } from './text.js';

export type * from './model.js';

interface InContainer {
	readonly container?: ContainerKind;
	readonly entry?: ContainerEntry;
	readonly stored?: StoredEntry;
}

/** A block without its bytes: what may be kept and shown of every kind, private keys included. */
export type BlockFacts = BlockPosition &
	InContainer & { readonly note?: BlockNote } & (
		| { readonly facts: DecodedFacts; readonly error?: undefined }
		| { readonly error: BlockError; readonly facts?: undefined }
	);

/** A block in labelled lines and sections. */
export function viewOf(block: BlockFacts, context: FactsContext): FactsView {
	const view = contentView(block, context);
	const { fileNotes = [], isInactive = false } = context;
	const inactive = vscode.l10n.t('Inactive on the server: it cannot issue certificates.');
	const rows: readonly FactRow[] = [
		...(isInactive ? [warning(vscode.l10n.t('Status'), [inactive])] : []),
		...(fileNotes.length > 0 ? [warning(vscode.l10n.t('File'), fileNotes)] : []),
		...(block.note ? [warning(vscode.l10n.t('Note'), [blockNoteSentence(block.note)])] : []),
		...entryRows(block),
	];
	return { ...view, rows: [...rows, ...view.rows] };
}

/** What the container calls it, and since when it has it. */
function entryRows({ container, entry, stored }: BlockFacts): readonly FactRow[] {
	const { name = '' } = entry ?? {};
	if (container === 'jwk' && name !== '') {
		return [{ label: vscode.l10n.t('Key ID'), values: [visible(name)] }];
	}
	if (container === 'jwk' || container === 'pkcs7') {
		return [{ label: vscode.l10n.t('Part of'), values: [containerWord(container)] }];
	}
	const { date } = stored ?? {};
	if (name === '' && date === undefined) return [];
	const added = date === undefined ? [] : [vscode.l10n.t('added {0}', exactTime(date))];
	const values = [...(name === '' ? [] : [visibleStart(name)]), ...added].join(' · ');
	return [{ label: vscode.l10n.t('Entry'), values: [values] }];
}

function containerWord(container: 'jwk' | 'pkcs7'): string {
	return container === 'jwk' ? 'JWK' : 'PKCS#7';
}

/** `kid 2026-01`, `PKCS#7`: which entry of what it is, in a line; undefined for what stands by itself. */
export function entryWords({ container, entry }: BlockFacts): string | undefined {
	const { name = '' } = entry ?? {};
	switch (container) {
		case 'jwk':
			return name === '' ? containerWord(container) : vscode.l10n.t('kid {0}', visible(name));
		case 'pkcs7':
			return containerWord(container);
		case 'pkcs12':
		case 'jks':
			return name === '' ? undefined : visible(name);
		case undefined:
			return undefined;
	}
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
		case 'ocsp':
			return ocspView(block.facts, context);
		case 'privateKey':
			return privateKeyView(block.facts, context, block.stored);
		case 'publicKey':
			return publicKeyView(block.facts, context);
	}
}

/** What a block is called in lists: its name, else its kind. */
export function blockName(block: BlockFacts): string {
	if (block.error) return brokenName(block, block.error);
	switch (block.facts.kind) {
		case 'certificate':
			return visibleStart(spokenName(block.facts));
		case 'request':
			return visibleStart(block.facts.name);
		case 'crl':
			return visibleStart(block.facts.issuer);
		case 'ocsp':
			return ocspName(block.facts);
		case 'privateKey':
			return privateKeyName(block.facts);
		case 'publicKey':
			return keyWords(block.facts);
	}
}

/** `Certificate`, `Private key`, `Unreadable`: the word beside a block's name in lists. */
export function blockKind(block: BlockFacts): string {
	if (block.error) return unreadKind(block.error) ?? vscode.l10n.t('Unreadable');
	switch (block.facts.kind) {
		case 'certificate':
			return vscode.l10n.t('Certificate');
		case 'request':
			return vscode.l10n.t('Request');
		case 'crl':
			return vscode.l10n.t('Revocation list');
		case 'ocsp':
			return vscode.l10n.t('OCSP response');
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

/** Undefined for what is damaged. */
function unreadKind(error: BlockError): string | undefined {
	if (!isUnread(error)) return undefined;
	switch (error.code) {
		case 'pkcs12':
		case 'jks':
			return vscode.l10n.t('Locked');
		case 'secretEntry':
			return vscode.l10n.t('Secret');
		default:
			return vscode.l10n.t('Unsupported type');
	}
}

/** An entry's own name; a key store's format, as its label says nothing. */
function brokenName({ label, entry }: BlockFacts, { code }: BlockError): string {
	if (entry !== undefined && entry.name !== '') return visibleStart(entry.name);
	switch (code) {
		case 'pkcs12':
			return 'PKCS#12';
		case 'jks':
		case 'jceks':
			return code.toUpperCase();
		default:
			return visibleStart(label);
	}
}

/** Of a file of which nothing can be shown. */
export function unreadableFileView(name: string, sentence: string): FactsView {
	const kind = vscode.l10n.t('Unreadable file');
	const cause: FactRow = { ...causeRow(sentence), tone: 'warning' };
	return { kind, name: visibleStart(name), rows: [cause], sections: [] };
}

/** Of a key store whose page asks for the password. */
export function lockedView(block: BlockFacts & { readonly error: BlockError }): FactsView {
	const { error } = block;
	return {
		kind: blockKind(block),
		name: brokenName(block, error),
		rows: [causeRow(lockedStoreSentence(error))],
		sections: [],
	};
}

function causeRow(sentence: string): FactRow {
	return { label: vscode.l10n.t('Cause'), values: [sentence] };
}

function brokenView(block: BlockFacts, error: BlockError): FactsView {
	const isWhole = isUnread(error);
	const cause = causeRow(blockErrorSentence(error));
	return {
		kind: unreadKind(error) ?? vscode.l10n.t('Unreadable block'),
		name: brokenName(block, error),
		rows: [
			isWhole && !isForeign(error) ? cause : { ...cause, tone: 'warning' },
			// People count lines from one; a key store has none.
			...(block.label === 'DER'
				? []
				: [{ label: vscode.l10n.t('Line'), values: [String(error.line + 1)] }]),
		],
		sections: [],
	};
}
