/** Which rows a pick shows for what is typed into it. */

import { plainText } from '../../ui/words/plainText.js';

/** As much of a quick pick's row as is searched. */
export interface Row {
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
	readonly alwaysShow?: boolean;
}

/**
 * The rows of the list come first; what was typed is offered as it is only after them, and not where a row is called
 * the same.
 */
export function rowsFor<R extends Row>(listed: readonly R[], typed: R | undefined): readonly R[] {
	const isListed = listed.some(({ label }) => label === typed?.description);
	return typed === undefined || isListed ? listed : [...listed, typed];
}

/** Whether a row of the list has the text somewhere; one that is always shown counts for nothing. */
export function isFound(listed: readonly Row[], text: string): boolean {
	const wanted = text.trim().toLowerCase();
	return listed.some(
		({ label, description = '', detail = '', alwaysShow }) =>
			alwaysShow !== true &&
			[label, description, detail].some((words) => words.toLowerCase().includes(wanted)),
	);
}

/** A row whose words come from a server or a certificate: nothing in them hides or reorders what stands beside it. */
export function plainRow<R extends Row>(row: R): R {
	const { label, description, detail } = row;
	return {
		...row,
		label: plainText(label),
		...(description !== undefined && { description: plainText(description) }),
		...(detail !== undefined && { detail: plainText(detail) }),
	};
}
