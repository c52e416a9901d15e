/**
 * What a rule is: it looks at a block, a file or a file with what stands beside it, and yields findings as data (a code,
 * a span in offsets, what a sentence and a quick fix need). Sentences and ranges are made by the layers above.
 */
import type { PathCandidate } from '../find/paths/candidate.js';
import type { PathGroup } from '../find/paths/groups.js';
import { begin, dashes } from '../find/pemMarkers.js';
import type {
	BlockError,
	BlockNote,
	BlockPosition,
	ContainerKind,
	StoredEntry,
} from '../x509/block.js';
import type { CrlFacts, DecodedFacts, ExpiryThreshold } from '../x509/model.js';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A block as rules see it: a decoded one, or what is kept of it where the bytes of private keys are let go of. */
export interface RuleBlock extends BlockPosition {
	readonly facts?: DecodedFacts | undefined;
	readonly der?: Uint8Array | undefined;
	readonly error?: BlockError | undefined;
	readonly note?: BlockNote | undefined;
	readonly container?: ContainerKind | undefined;
	readonly stored?: StoredEntry | undefined;
	/** What it is called where it stands: `VAULT_CLIENT_CERT`, `mtls.cert_file`. */
	readonly hint?: string | undefined;
}

export interface FileInput {
	readonly blocks: readonly RuleBlock[];
	/** The text in which the blocks' offsets count; absent for DER, and where only facts are at hand. */
	readonly text?: string | undefined;
	/** Whether the file's bytes are UTF-16, which the text does not tell. */
	readonly isUtf16?: boolean | undefined;
	/** With `/` between folders; absent for what is not saved. */
	readonly path?: string | undefined;
	/** Permission bits, `0o600`; absent where the system has none. */
	readonly mode?: number | undefined;
	/** What the file is called where it is named, as a block's is. */
	readonly hint?: string | undefined;
	/** CRLs that stand in other files, by which a certificate of this one may be revoked. */
	readonly crls?: readonly CrlInFile[] | undefined;
}

/** A CRL of another file. */
export interface CrlInFile {
	/** How to call that file. */
	readonly file: string;
	readonly facts: CrlFacts;
	readonly der: Uint8Array;
}

export interface BlockInput {
	readonly block: RuleBlock;
	/** Whose block it is. */
	readonly file: FileInput;
}

export interface WorkspaceInput extends FileInput {
	/** Reads the file of that name in the same folder; undefined where there is none that can be read. */
	readonly beside: (name: string) => Promise<FileInput | undefined>;
	/** Files of the workspace, as they are shown, with the private key to a public one (SHA-256, hex). Absent: not known. */
	readonly filesWithKey?: ((publicKey: string) => readonly string[]) | undefined;
	/** Asks git about the file; undefined where it is in no repository. Absent where nothing may be asked. */
	readonly git?: (() => Promise<GitFacts | undefined>) | undefined;
}

/** What git does with a file. */
export interface GitFacts {
	readonly tracked: boolean;
	/** By a pattern, so that it is not added by mistake. */
	readonly ignored: boolean;
}

/** What is known of a file that a path names. */
export type NamedFile =
	| {
			readonly state: 'read';
			readonly blocks: readonly RuleBlock[];
			/** Whether its bytes are UTF-16. */
			readonly isUtf16?: boolean;
	  }
	/** It was looked for where the path can only mean one of this project or of this user. */
	| { readonly state: 'missing' }
	/** Not looked for, or not read: too large, closed to us, a folder, on another machine. */
	| { readonly state: 'unknown' };

export interface Reference extends PathCandidate {
	readonly file: NamedFile;
}

export interface ReferenceInput {
	readonly reference: Reference;
	/** Zero-based. */
	readonly line: number;
	/** The paths of the same configuration, this one among them. */
	readonly group: PathGroup<Reference>;
	/** The hosts for which the configuration uses the file. */
	readonly serverNames: readonly string[];
}

export interface RuleContext {
	readonly now: Date;
	readonly threshold: ExpiryThreshold;
}

/** UTF-16 offsets into the document. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** What takes the place of a span. */
export interface Replacement extends Span {
	readonly text: string;
}

/** What a rule yields; `Fix` is the data of its quick fix. */
export interface RuleFinding<Code extends string = string, Fix = never> extends Span {
	/** Unique over all rules; `ui/words/findings/sentences` has the words for each. */
	readonly code: Code;
	/** For a document that somebody is looking at; the editor layer lowers it for closed files. */
	readonly severity: Severity;
	readonly block: RuleBlock;
	/** What the sentence needs beside the block. */
	readonly args?: Readonly<Record<string, string | number>>;
	/** Absent where nothing can be mended without knowing more. */
	readonly fix?: Fix;
}

interface RuleBase<Id extends string> {
	/** Kebab-case. */
	readonly id: Id;
}

/*
 * A rule that cannot read its input yields a finding that says so; it never ends with nothing found. One that does
 * much work yields nothing now and then, so that others get a turn.
 */

/** Judges each block on its own. */
export interface BlockRule<
	Id extends string = string,
	Code extends string = string,
	Fix = unknown,
> extends RuleBase<Id> {
	readonly scope: 'block';
	check(input: BlockInput, context: RuleContext): Iterable<RuleFinding<Code, Fix> | undefined>;
}

/** Judges how the blocks of a file go together. */
export interface FileRule<
	Id extends string = string,
	Code extends string = string,
	Fix = unknown,
> extends RuleBase<Id> {
	readonly scope: 'file';
	check(input: FileInput, context: RuleContext): Iterable<RuleFinding<Code, Fix> | undefined>;
}

/** Judges a file by what stands beside it. */
export interface WorkspaceRule<
	Id extends string = string,
	Code extends string = string,
	Fix = unknown,
> extends RuleBase<Id> {
	readonly scope: 'workspace';
	check(
		input: WorkspaceInput,
		context: RuleContext,
	): AsyncIterable<RuleFinding<Code, Fix> | undefined>;
}

/** Judges a path by the file that it names, and by what stands beside it. */
export interface ReferenceRule<
	Id extends string = string,
	Code extends string = string,
	Fix = unknown,
> extends RuleBase<Id> {
	readonly scope: 'reference';
	check(input: ReferenceInput, context: RuleContext): Iterable<RuleFinding<Code, Fix> | undefined>;
}

export type Rule<Id extends string = string, Code extends string = string, Fix = unknown> =
	| BlockRule<Id, Code, Fix>
	| FileRule<Id, Code, Fix>
	| WorkspaceRule<Id, Code, Fix>
	| ReferenceRule<Id, Code, Fix>;

export type RuleScope = Rule['scope'];

export function defineBlockRule<const Id extends string, const Code extends string, Fix = never>(
	rule: Omit<BlockRule<Id, Code, Fix>, 'scope'>,
): BlockRule<Id, Code, Fix> {
	return { ...rule, scope: 'block' };
}

export function defineFileRule<const Id extends string, const Code extends string, Fix = never>(
	rule: Omit<FileRule<Id, Code, Fix>, 'scope'>,
): FileRule<Id, Code, Fix> {
	return { ...rule, scope: 'file' };
}

export function defineWorkspaceRule<
	const Id extends string,
	const Code extends string,
	Fix = never,
>(rule: Omit<WorkspaceRule<Id, Code, Fix>, 'scope'>): WorkspaceRule<Id, Code, Fix> {
	return { ...rule, scope: 'workspace' };
}

export function defineReferenceRule<
	const Id extends string,
	const Code extends string,
	Fix = never,
>(rule: Omit<ReferenceRule<Id, Code, Fix>, 'scope'>): ReferenceRule<Id, Code, Fix> {
	return { ...rule, scope: 'reference' };
}

/**
 * The BEGIN line of a PEM block, as far as there is one: where a finding about the whole block stands. DER has no lines, so
 * its first byte.
 */
export function headline({ start, end, label, note }: RuleBlock): Span {
	if (label === 'DER') return { start, end: start };
	if (note?.code === 'spoiltBegin' && note.start === start) return { start, end: note.end };
	return { start, end: Math.min(end, start + begin.length + label.length + dashes.length) };
}
