/** What is known of all files of the workspace. */
import type { RecordKind } from '../core/workspace/record.js';
import type { Verdict } from '../core/x509/model.js';
import type { FileOption } from './fileOption.js';
import type { Range } from './inspecting.js';

export interface WorkspacePlace {
	/** A file-system path; the URI itself where the file is not local. */
	uri: string;
	range: Range;
}

export interface WorkspaceItem extends WorkspacePlace {
	/** `container`: a keystore whose contents need a password. `unreadable`: a damaged block. */
	kind: RecordKind;
	/** Of a CRL its issuer, of a key its type. */
	name: string;
	notBefore?: string;
	/** Of a CRL its next update. */
	notAfter?: string;
	/** Of certificates, `revoked` by a CRL of the workspace among them, and of CRLs with a next update. */
	state?: Verdict;
	issuer?: string;
	/** Of certificates. */
	sha256Fingerprint?: string;
	/** Blocks with the other half of its key. */
	matches: WorkspacePlace[];
	/** Where its file is named by a path. */
	usedBy: WorkspacePlace[];
}

export interface ExportWorkspaceOptions {
	/** Default: by the ending of `uri`. */
	format?: 'csv' | 'json' | 'markdown';
	uri?: FileOption;
	overwrite?: boolean;
}
