/** The details as the other features see them. */
import type * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { CertificateSource, MountOrigin } from './places.js';

/** A certificate (or any block) to be shown, wherever it comes from. */
export interface DetailTarget {
	readonly title: string;
	/** PEM or DER of one or more blocks; the first is shown, the others are its chain. Never a private key. */
	readonly content: string | Uint8Array;
	/** Where it lives, for *Revoke*, *Reveal in Tree* and the verdict `revoked`. */
	readonly source?: CertificateSource;
	/** Where it was read from, where it is not one of the certificates issued there. */
	readonly origin?: MountOrigin;
	/** The file it was read from. */
	readonly uri?: vscode.Uri;
	/** `content` is a selection of that file, which does not follow it. */
	readonly isPart?: boolean;
	/** Zero-based: the block at this line is shown first. */
	readonly line?: number;
	/** ISO 8601, or `unknown` where only that it was revoked is known. */
	readonly revokedAt?: string;
	/** RFC 5280, 5.3.1. */
	readonly revocationReason?: string;
	/** Of an authority; false: the server has put it out of use. */
	readonly isActive?: boolean | undefined;
}

export interface DetailsPort {
	/**
	 * Each certificate, CRL and file has a tab of its own, which is shown again; what is named by nothing (the
	 * clipboard, a selection) and whatever is only looked at (`preview`) share one. A tab opens beside the editor whose
	 * text is shown, else where files open.
	 */
	show(target: DetailTarget, options?: { readonly preview?: boolean }): Promise<void>;
	/** The same facts as a read-only text document; one is reused where it is only looked at. */
	showAsText(target: DetailTarget, options?: { readonly preview?: boolean }): Promise<void>;
	/** The facts of one block as such a document, which somebody else shows. */
	document(title: string, block: KeptBlock): Promise<vscode.Uri>;
}
