/** What stands around a long list: the filter above it, the number found, and the button for more. */
import type { ListId, ListView } from '../../details/protocol.js';
import { button, element } from './dom.js';

export interface ListHandlers {
	readonly filter: (id: ListId, text: string) => void;
	readonly more: (id: ListId) => void;
}

/** Each keystroke is not worth a search of its own. */
const pauseMs = 150;

/** A redraw keeps the very box that somebody types in, with its cursor. */
const boxes = new Map<string, HTMLInputElement>();

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
			: [button(`more-${id}`, { class: 'action more' }, () => handlers.more(id), more)]),
	];
}

function filterBox(
	id: ListId,
	{ text, label }: NonNullable<ListView['filter']>,
	handlers: ListHandlers,
): HTMLElement {
	const known = boxes.get(id);
	if (known) return known;
	const box = element('input', {
		...{ type: 'search', class: 'filter', placeholder: label, 'aria-label': label },
		...{ 'data-key': `filter-${id}`, spellcheck: 'false', autocomplete: 'off' },
	});
	box.value = text;
	let timer: ReturnType<typeof setTimeout> | undefined;
	box.addEventListener('input', (event) => {
		if (event instanceof InputEvent && event.isComposing) return;
		clearTimeout(timer);
		timer = setTimeout(() => handlers.filter(id, box.value), pauseMs);
	});
	box.addEventListener('compositionend', () => handlers.filter(id, box.value));
	boxes.set(id, box);
	return box;
}

/** Arrow keys, Home and End go through the rows of a list, of which one stands in the Tab order. */
export function walkable(list: HTMLElement): void {
	const rows = [...list.querySelectorAll('button')];
	const start = rows.find((row) => row.getAttribute('aria-current') === 'true') ?? rows[0];
	for (const row of rows) row.tabIndex = row === start ? 0 : -1;
	list.addEventListener('keydown', (event) => {
		const at = rows.findIndex((row) => row === document.activeElement);
		const last = rows.length - 1;
		const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
		if (at < 0 || next === undefined) return;
		event.preventDefault();
		rows[Math.min(last, Math.max(0, next))]?.focus();
	});
	list.addEventListener('focusin', (event) => {
		for (const row of rows) row.tabIndex = row === event.target ? 0 : -1;
	});
}
