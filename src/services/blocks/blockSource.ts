import type * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { Checked, CheckQuestion } from '../../core/diagnostics/ownRules.js';

/** Certificates, requests, CRLs and keys in the text of open documents, whatever their language. */
export interface BlockSource {
	/** A document with blocks was opened, changed and is quiet since, or was closed; or it lost the last of them. */
	readonly onDidChange: vscode.Event<vscode.TextDocument>;
	/** False where no block can be in the document; costs one scan when it is first asked. */
	mayHold(document: vscode.TextDocument): boolean;
	/**
	 * Of the document as it stands when the promise resolves, in its order; empty when the token is cancelled or the
	 * document closed meanwhile.
	 */
	blocksOf(
		document: vscode.TextDocument,
		token?: vscode.CancellationToken,
	): Promise<readonly KeptBlock[]>;
	/** Those that stand at a position: a bundle or the base64 of a chain holds several. */
	blocksAt(
		document: vscode.TextDocument,
		position: vscode.Position,
		token?: vscode.CancellationToken,
	): Promise<readonly KeptBlock[]>;
	/**
	 * What the rules of blocks and of files find in a document that a thread follows; undefined for any other one, of which who
	 * asks is to check the blocks. Rejects with `cancelled` when the document changes or closes.
	 */
	checkInThread(
		document: vscode.TextDocument,
		question: CheckQuestion,
	): Promise<Checked | undefined>;
	/**
	 * Resolves when nobody has typed for a while in a document that a thread follows, or the token is cancelled; for any other
	 * one at once. For what is made of all its blocks: it would be made at every key.
	 */
	whenQuiet(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<void>;
}
