/** What stands around a long list: the filter above it, the number found, and the button for more. */
import type { ListId, ListView } from '../../details/protocol.js';
import { filterField, pushButton } from './controls.js';
import { element } from './dom.js';

export interface ListHandlers {
	readonly filter: (id: ListId, text: string) => void;
	readonly more: (id: ListId) => void;
}

/** A redraw keeps the very box that somebody types in, with its cursor. */
const boxes = new Map<string, ReturnType<typeof filterField>>();

/** For another page, which has lists of its own. */
export function forgetFilters(): void {
	boxes.clear();
}

/** The list in its frame. */
export function framed(
	view: ListView | undefined,
	list: HTMLElement,
	handlers: ListHandlers,
): readonly HTMLElement[] {
	if (!view) return [list];
	const { id, status, more } = view;
	list.setAttribute('data-list', id);
	if (!list.hasAttribute('tabindex')) list.tabIndex = -1;
	return [
		...(view.filter ? [filterBox(id, view.filter, handlers)] : []),
		list,
		...(status === '' ? [] : [element('p', { class: 'note status' }, status)]),
		...(more === undefined
			? []
			: [pushButton(`more-${id}`, { className: 'action more' }, () => handlers.more(id), more)]),
	];
}

function filterBox(
	id: ListId,
	filter: NonNullable<ListView['filter']>,
	handlers: ListHandlers,
): HTMLElement {
	const known = boxes.get(id);
	if (known) {
		// Another block has a list of its own, which is not filtered yet.
		if (known !== document.activeElement) known.value = filter.text;
		return known;
	}
	const box = filterField(`filter-${id}`, filter, (text) => handlers.filter(id, text));
	boxes.set(id, box);
	return box;
}
