/** The check of expiry as the commands see it. */
import type * as vscode from 'vscode';

export interface ExpiryPort {
	/** Lists what is known to expire; `about` says what was checked. */
	show(about?: string): Promise<void>;
	check(options: {
		readonly uris?: readonly vscode.Uri[];
		/** In place of the workspace what of it is in this folder; the settings leave out the same. */
		readonly folder?: vscode.Uri | undefined;
		readonly withinDays?: number;
		readonly signal?: AbortSignal;
		readonly onProgress?: (done: number, total: number) => void;
	}): Promise<ExpiryCheck>;
}

export interface ExpiryCheck {
	readonly items: readonly ExpiryItem[];
	/** Certificate files that were read. */
	readonly read: number;
	readonly leftOut: LeftOut;
	/** Certificates and CRLs that were found and whose validity cannot be read. */
	readonly damaged: readonly DamagedBlock[];
}

export interface DamagedBlock {
	readonly uri: vscode.Uri;
	/** Zero-based. */
	readonly line: number;
	/** What is wrong with it, in a sentence. */
	readonly message: string;
}

/** Certificate files that a check did not read. */
export interface LeftOut {
	/** By the setting `pki.diagnostics.exclude`. */
	readonly excluded: number;
	readonly tooLarge: number;
	readonly unreadable: number;
	/** There are more files than one check reads. */
	readonly more: boolean;
}

/** A certificate or CRL that is out of its validity, or soon will be, at its place in a file. */
export interface ExpiryItem {
	readonly uri: vscode.Uri;
	/** Zero-based. */
	readonly line: number;
	readonly endLine: number;
	readonly kind: 'certificate' | 'crl';
	/** Of a CRL its issuer's. */
	readonly name: string;
	/** Of a CRL its issuer. */
	readonly subject: string;
	/** Of a CRL its next update. */
	readonly notAfter: string;
	/** `contradictory`: it ends before it begins. */
	readonly state: 'expired' | 'expiresSoon' | 'notYetValid' | 'contradictory';
}
