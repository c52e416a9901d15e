import type * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { PathCandidate } from '../../core/find/paths/candidate.js';

/** A path in a document, with what is known of the file that it names. */
export interface FileReference extends PathCandidate {
	/** Absent where no file was found. */
	readonly uri?: vscode.Uri;
	/**
	 * `missing` only where the path means a file of this project or this user; `unknown` where it was not looked for, is
	 * too large or closed to us.
	 */
	readonly file:
		| {
				readonly state: 'read';
				readonly blocks: readonly KeptBlock[];
				readonly isUtf16: boolean;
		  }
		| { readonly state: 'missing' | 'unknown' };
}

/** The certificate, key and bundle files that open documents name by their paths. */
export interface ReferenceSource {
	/** A document with such paths was opened, changed and is quiet since, or was closed; or a file that one names changed. */
	readonly onDidChange: vscode.Event<vscode.TextDocument>;
	/** False where no such path can be in the document; costs one scan when it is first asked. */
	mayHold(document: vscode.TextDocument): boolean;
	/** In the document's order; empty when the token is cancelled or the document closed meanwhile. */
	referencesOf(
		document: vscode.TextDocument,
		token?: vscode.CancellationToken,
	): Promise<readonly FileReference[]>;
	/** Of a file that is not open; empty where no such path can be in it. */
	referencesIn(text: string, uri: vscode.Uri): Promise<readonly FileReference[]>;
	referenceAt(
		document: vscode.TextDocument,
		position: vscode.Position,
		token?: vscode.CancellationToken,
	): Promise<FileReference | undefined>;
}
