/** The tree as the commands see it. */
import type { MountPlace, RolePlace } from './places.js';

/** The second argument of a command that a row of the tree runs when it is clicked, not its menu. */
export const rowClick = 'rowClick';

export interface ExplorerPort {
	/** Selects and expands; loads what it needs. Answers false when it is not in the tree. */
	reveal(target: { connection: string; mount?: string; serialNumber?: string }): Promise<boolean>;
	/** Of a node, or of everything. */
	refresh(node?: unknown): void;
	loadMore(list: ListChoice): Promise<void>;
	loadAll(list: ListChoice): Promise<void>;
	sort(list: ListChoice): Promise<void>;
	filter(list: ListChoice): Promise<void>;
	clearFilter(list: ListChoice): Promise<void>;
	/** What a role allows, as a read-only document. Rejects with the errors of reading it. */
	showRole(place: RolePlace): Promise<void>;
}

/** Which list of certificates is meant. */
export interface ListChoice {
	/** The row of the list, where one was clicked; */
	readonly node?: unknown;
	/** else the one that the selected row of the tree is or stands in, unless one is named; */
	readonly isNamed: boolean;
	/** else that of this mount. */
	readonly ask: () => Promise<MountPlace>;
}
