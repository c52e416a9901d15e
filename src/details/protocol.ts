/**
 * What the details view and the extension say to each other. Everything shown is in the messages, as text; the first of
 * them stands in the HTML as JSON. The view sends ids only: the extension holds the data behind them.
 */
import type { CertificateSource, MountOrigin } from '../services/ports/places.js';
import type {
	Asn1Part,
	ChainEntry,
	ChainPart,
	FactPart,
	FactRow,
	FactSection,
	ListId,
	ListView,
	VerdictView,
	ValidityView,
} from '../ui/facts/model.js';

export type {
	Asn1Part,
	ChainEntry,
	ChainPart,
	FactPart,
	FactRow,
	FactSection,
	ListId,
	ListView,
	ValidityView,
	VerdictView,
};

/** What the buttons on top do. */
export type ActionId =
	| 'copyPem'
	| 'copyAs'
	| 'convert'
	| 'compare'
	| 'save'
	| 'clientConfig'
	| 'revoke'
	| 'openAsText'
	| 'goToFile'
	| 'revealInTree'
	| 'enterPassword'
	| 'unlockKey'
	| 'exportEntry'
	| 'exportPem'
	/** The rarer ones, in a list. */
	| 'more';

export interface ActionView {
	readonly id: ActionId;
	readonly label: string;
	/** The one or two likeliest are drawn as main buttons. */
	readonly primary: boolean;
	/** Not beside the others, so that it is not pressed in their place. */
	readonly apart: boolean;
}

/** A row whose value can be copied names the copy by an id that the extension knows. */
export interface CopyableRow extends Omit<FactRow, 'copy'> {
	readonly copyId?: string;
	/** The button's accessible name: `Copy SHA-256`. */
	readonly copyLabel?: string;
	/** It scrolls in itself, so that what stands below it stays in view. */
	readonly isLong?: boolean;
}

export type PartView =
	| Exclude<FactPart, { readonly kind: 'rows' }>
	| { readonly kind: 'rows'; readonly rows: readonly CopyableRow[] };

export interface SectionView extends Omit<FactSection, 'parts'> {
	readonly parts: readonly PartView[];
}

/** The list on top of a file with several blocks: the page draws what is in view and asks for the rest. */
export interface BlockListView extends ListView {
	/** Tells rows from those of another filter or content. */
	readonly version: string;
	/** All that match the filter. */
	readonly length: number;
	/** The place of the block that is shown; absent where the filter does not match it. */
	readonly selectedAt?: number;
	readonly rows: BlockRows;
}

/** Rows of that list that stand one after the other. */
export interface BlockRows {
	readonly from: number;
	readonly entries: readonly BlockEntry[];
}

/** One level of the ASN.1 tree. */
export interface Asn1LevelView {
	readonly elements: readonly Asn1ElementView[];
	readonly more?: { readonly from: number; readonly label: string };
	/** Why the rest cannot be read. */
	readonly problem?: string;
}

export interface Asn1ElementView {
	/** Its offset, by which its children are asked for. */
	readonly at: number;
	readonly type: string;
	readonly value: string;
	/** Offset, header and length in words. */
	readonly place: string;
	readonly opens: boolean;
}

/** One row of the list on top of a file with several blocks. */
export interface BlockEntry {
	/** Among all blocks, whichever of them are listed. */
	readonly index: number;
	readonly name: string;
	/** Kind, and the verdict in words where there is one. */
	readonly description: string;
	readonly verdict?: VerdictView['verdict'];
	/** What has no validity has no verdict. */
	readonly isKey?: boolean;
	/** What a password opens. */
	readonly isLocked?: boolean;
	readonly broken: boolean;
}

export interface DetailsView {
	/** The same for everything that one page shows, so that another page begins at its top. */
	readonly page: string;
	/** Why this is not what stands there: the file is gone, the server does not answer. */
	readonly notice?: string | undefined;
	/** Where it was read from: a file's name, a connection, the clipboard. */
	readonly origin: string;
	readonly kind: string;
	readonly name: string;
	readonly verdict?: VerdictView;
	readonly validity?: ValidityView;
	readonly rows: readonly CopyableRow[];
	readonly sections: readonly SectionView[];
	/** Absent for a single block. */
	readonly blockList?: BlockListView;
	readonly selected: number;
	readonly actions: readonly ActionView[];
	readonly labels: ViewLabels;
	/** BCP 47, for hyphenation and speech. */
	readonly language: string;
}

/** The words of the frame. */
export interface ViewLabels {
	readonly copy: string;
	readonly critical: string;
	readonly today: string;
	readonly blocks: string;
	readonly actions: string;
}

export interface KeptRevocation {
	readonly sha256: string;
	readonly at: string;
	readonly reason?: string | undefined;
}

/** What was shown, for a window that is loaded anew: public parts only. */
export interface Kept {
	readonly title: string;
	/** PEM. */
	readonly content: string;
	readonly selected: number;
	readonly source: CertificateSource | undefined;
	readonly origin: MountOrigin | undefined;
	readonly uri: string | undefined;
	readonly isPart: boolean | undefined;
	readonly isActive: boolean | undefined;
	/** Of the certificates that are revoked, by their SHA-256. */
	readonly revocations: readonly KeptRevocation[];
	/** Whether the tab is the one that is reused. */
	readonly preview: boolean;
}

/** What VS Code keeps of the view. */
export interface ViewState {
	/** Sections. */
	readonly open: readonly string[];
	readonly kept?: Kept | undefined;
}

export type ToView =
	| { readonly type: 'show'; readonly view: DetailsView; readonly kept: Kept | undefined }
	| ({ readonly type: 'rows'; readonly version: string } & BlockRows)
	| {
			readonly type: 'asn1';
			readonly id: string;
			readonly at: number;
			readonly level: Asn1LevelView;
	  }
	/** Said by a screen reader and shown for a moment. */
	| { readonly type: 'announce'; readonly text: string };

export type FromView =
	/** `shows`: what it was given to begin with; absent where it shows nothing yet. */
	| { readonly type: 'ready'; readonly shows?: 'first' }
	| { readonly type: 'action'; readonly id: string }
	| { readonly type: 'copy'; readonly id: string }
	| { readonly type: 'select'; readonly index: number }
	| { readonly type: 'filter'; readonly list: ListId; readonly text: string }
	| { readonly type: 'more'; readonly list: ListId }
	/** The rows of the list of blocks from a place on. */
	| { readonly type: 'rows'; readonly version: string; readonly from: number }
	/** What stands in the element at an offset (-1: the whole), from another offset on. */
	| { readonly type: 'asn1'; readonly id: string; readonly at: number; readonly from?: number };

/** Narrows what arrives from the view; anything else is undefined. */
export function parseFromView(message: unknown): FromView | undefined {
	if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
	switch (message.type) {
		case 'ready':
			return 'shows' in message && message.shows === 'first'
				? { type: 'ready', shows: 'first' }
				: { type: 'ready' };
		case 'action':
		case 'copy':
			return 'id' in message && typeof message.id === 'string'
				? { type: message.type, id: message.id }
				: undefined;
		case 'select':
			return 'index' in message && Number.isInteger(message.index)
				? { type: 'select', index: Number(message.index) }
				: undefined;
		case 'filter': {
			const list = listOf(message);
			return list && 'text' in message && typeof message.text === 'string'
				? { type: 'filter', list, text: message.text.slice(0, longestFilter) }
				: undefined;
		}
		case 'more': {
			const list = listOf(message);
			return list && { type: 'more', list };
		}
		case 'rows':
			return 'version' in message &&
				typeof message.version === 'string' &&
				'from' in message &&
				isOffset(message.from)
				? { type: 'rows', version: message.version, from: message.from }
				: undefined;
		case 'asn1':
			return asn1Request(message);
		default:
			return undefined;
	}
}

function asn1Request(message: object): FromView | undefined {
	if (!('id' in message) || typeof message.id !== 'string') return undefined;
	if (!('at' in message)) return undefined;
	const { id } = message;
	const at = isOffset(message.at) || message.at === -1 ? message.at : undefined;
	if (at === undefined) return undefined;
	if (!('from' in message) || message.from === undefined) return { type: 'asn1', id, at };
	return isOffset(message.from) ? { type: 'asn1', id, at, from: message.from } : undefined;
}

function isOffset(value: unknown): value is number {
	return Number.isSafeInteger(value) && Number(value) >= 0;
}

const longestFilter = 500;

function listOf(message: object): ListId | undefined {
	if (!('list' in message)) return undefined;
	return message.list === 'blocks' || message.list === 'entries' ? message.list : undefined;
}
