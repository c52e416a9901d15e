import type { Page, PageRequest } from './contract/paging.js';

/**
 * The pages of a list, one after the other, until `most` items are read: a policy may make pages short. `isWhole` is false
 * where there are more.
 */
export async function readPages<T>(
	read: (page: PageRequest) => Promise<Page<T>>,
	most: number,
): Promise<{ readonly items: readonly T[]; readonly isWhole: boolean }> {
	const items: T[] = [];
	let cursor: string | undefined;
	do {
		// One more tells that there are more: a full page does not.
		const limit = most + 1 - items.length;
		const page = await read({ limit, ...(cursor !== undefined && { cursor }) });
		items.push(...page.items);
		cursor = page.cursor;
	} while (cursor !== undefined && items.length <= most);
	return { items: items.slice(0, most), isWhole: items.length <= most };
}
