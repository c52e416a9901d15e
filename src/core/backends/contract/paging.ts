/** Where to go on, and how much: `cursor` is a page's own, opaque. Limits above 5,000 are cut to it. */
export interface PageRequest {
	readonly cursor?: string;
	readonly limit?: number;
}

export interface Page<T> {
	readonly items: readonly T[];
	/** Absent on the last page. */
	readonly cursor?: string;
	/** The number of items over all pages, where the backend knows it without reading them. */
	readonly total?: number;
}
