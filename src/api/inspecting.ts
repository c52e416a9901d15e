/** What is read of files and texts. */
import type {
	BlockEncoding,
	BlockError,
	BlockNote,
	ContainerEntry,
	ContainerKind,
	StoredEntry,
} from '../core/x509/block.js';
import type { DecodedFacts, Verdict } from '../core/x509/model.js';
import type { Severity } from '../core/diagnostics/rule.js';
import type { FileOption } from './fileOption.js';

export interface DecodeOptions {
	uri?: FileOption;
	text?: string;
	/** With `uri`, zero-based: which block is shown first. */
	line?: number;
	/** False only returns. */
	show?: boolean;
	/** Of a PKCS#12 or JKS file. */
	password?: string;
}

/** Zero-based, as VS Code's `Position`. */
export interface Position {
	line: number;
	character: number;
}

/** `end` is behind the last character. */
export interface Range {
	start: Position;
	end: Position;
}

/**
 * A readable block carries its facts' fields; another one `error` in their place. Lines count from zero, as in VS Code's
 * `Position`: `line` is where the block begins, `error.line` where it is damaged. `note` says what is wrong with how the
 * block is written although it could be read, such as a wrong label or a damaged BEGIN line. DER has no lines: its `range`
 * counts bytes on line 0.
 */
export type DecodedItem = {
	line: number;
	range: Range;
	encoding: BlockEncoding;
	label: string;
	/** Absent for what stands on its own. */
	container?: ContainerKind;
	entry?: ContainerEntry;
	stored?: StoredEntry;
	note?: BlockNote & { message: string };
} & (DecodedFacts | { error: BlockError & { message: string } });

export interface CheckExpiryOptions {
	uris?: FileOption[];
	withinDays?: number;
}

export interface ExpiryFinding {
	/** A file-system path; the URI itself where the file is not local. */
	uri: string;
	/** Of the BEGIN line, from zero. */
	line: number;
	kind: 'certificate' | 'crl';
	/** Of a CRL its issuer. */
	subject: string;
	/** Of a CRL its next update. */
	notAfter: string;
	/** `contradictory`: it ends before it begins. */
	state: Extract<Verdict, 'expired' | 'expiresSoon' | 'notYetValid'> | 'contradictory';
}

export interface CheckExpiryResult {
	findings: ExpiryFinding[];
	/** How many certificate files were read. */
	read: number;
	/** How many were not, and why; `more`: a search reads 20,000 files, and there are more. */
	leftOut: { excluded: number; tooLarge: number; unreadable: number; more: boolean };
}

export interface CheckOptions {
	/** Files; of folders, the certificate files in them. Default: the whole workspace. */
	uris?: FileOption[];
	/** In place of files. */
	text?: string;
	/** Of `text`, as VS Code names it (`yaml`, `json`, `dotenv`, …), if there is no `path`. */
	languageId?: string;
	/** Of `text`: where it is saved, or will be. */
	path?: string;
}

export interface CheckFinding {
	/** A file-system path; the URI itself where the file is not local. Of a text its `path`, or empty. */
	uri: string;
	range: Range;
	rule: string;
	code: string;
	severity: Severity;
	/** What is wrong, and the consequence. */
	message: string;
	/** The titles of its quick fixes. */
	fixes: string[];
}
