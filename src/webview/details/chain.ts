/** Who signed what: lists in lists, from the roots down. */
import type { ChainEntry, ChainPart } from '../../details/protocol.js';
import { button, element, icon, icons } from './dom.js';

export interface ChainHandlers {
	readonly select: (index: number) => void;
}

export function chain({ caption, tops, note }: ChainPart, handlers: ChainHandlers): HTMLElement {
	return element(
		'div',
		{ class: 'chain' },
		element('p', { class: 'note' }, caption),
		links(tops, handlers, caption),
		note === undefined ? undefined : element('p', { class: 'note' }, note),
	);
}

function links(
	entries: readonly ChainEntry[],
	handlers: ChainHandlers,
	label?: string,
): HTMLElement {
	const items = entries.map((entry) =>
		element(
			'li',
			{ class: entry.index === undefined ? 'gap' : 'link' },
			link(entry, handlers),
			entry.children.length === 0 ? undefined : links(entry.children, handlers),
		),
	);
	return element('ol', { 'aria-label': label }, ...items);
}

function link(entry: ChainEntry, handlers: ChainHandlers): HTMLElement {
	const { verdict, words, notes, isBroken, isShown } = entry;
	return element(
		'div',
		{ class: isShown ? 'certificate shown' : 'certificate' },
		element(
			'span',
			{ class: `seal ${verdict ?? 'unknown'}` },
			icon(...(verdict === undefined ? icons.gap : icons[verdict])),
		),
		element(
			'div',
			{},
			nameOf(entry, handlers),
			words === undefined ? undefined : element('span', { class: 'note' }, ` ${words}`),
			...notes.map((text, index) =>
				element('p', { class: isBroken && index === 0 ? 'warning' : 'note' }, text),
			),
		),
	);
}

function nameOf({ name, index, isShown }: ChainEntry, handlers: ChainHandlers): HTMLElement {
	if (index === undefined) return element('span', {}, name);
	if (isShown) return element('strong', { 'aria-current': 'true' }, name);
	return button(
		`chain${String(index)}`,
		{ class: 'link-button' },
		() => handlers.select(index),
		name,
	);
}
