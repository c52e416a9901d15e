/** Rows, sections and what stands in them. */
import type { CopyableRow, PartView, SectionView, ViewLabels } from '../../details/protocol.js';
import { button, type Child, element, icon, icons } from './dom.js';
import { asn1Tree, type Asn1Handlers, openedEvent } from './asn1.js';
import { chain, type ChainHandlers } from './chain.js';
import { collapsible } from './collapsible.js';
import { badge } from './controls.js';
import { framed, type ListHandlers } from './lists.js';

export interface Handlers extends ListHandlers, ChainHandlers, Asn1Handlers {
	readonly copy: (id: string) => void;
	readonly isOpen: (section: string) => boolean;
	readonly setOpen: (section: string, open: boolean) => void;
}

/** Labelled lines. */
export function rowList(
	rows: readonly CopyableRow[],
	labels: ViewLabels,
	handlers: Handlers,
): HTMLElement {
	const list = element('dl', { class: 'rows' });
	for (const row of rows) {
		const tone = row.tone === undefined ? '' : ` ${row.tone}`;
		list.append(
			element('dt', {}, row.label),
			element('dd', { class: `${row.mono === true ? 'mono' : 'plain'}${tone}` }, rowValue(row)),
		);
		if (row.copyId !== undefined) list.lastElementChild?.append(copyButton(row, labels, handlers));
	}
	return list;
}

function rowValue(row: CopyableRow): HTMLElement {
	const note = row.note === undefined ? undefined : element('span', { class: 'note' }, row.note);
	const [only] = row.values;
	if (row.mono === true && only !== undefined) {
		const hex = row.isLong === true ? [only] : breakable(only);
		return valueOf(row, ...hex, note);
	}
	if (row.values.length < 2) return valueOf(row, only, note);
	const values = row.values.map((value) => element('li', {}, value));
	return valueOf(row, element('ul', { class: 'values' }, ...values), note);
}

/** What scrolls in itself has to be reachable with the keyboard. */
function valueOf({ label, isLong }: CopyableRow, ...parts: readonly Child[]): HTMLElement {
	return isLong === true
		? element(
				'div',
				{ class: 'value long', tabindex: '0', role: 'group', 'aria-label': label },
				...parts,
			)
		: element('div', { class: 'value' }, ...parts);
}

/** Long hex breaks between its pairs. */
function breakable(hex: string): readonly Child[] {
	return hex.split(/(?<=:)/).flatMap((pair) => [document.createTextNode(pair), element('wbr')]);
}

function copyButton(row: CopyableRow, labels: ViewLabels, handlers: Handlers): HTMLElement {
	const label = row.copyLabel ?? labels.copy;
	const id = row.copyId ?? '';
	return button(
		id,
		{ class: 'copy', 'aria-label': label, title: label },
		() => handlers.copy(id),
		icon(...icons.copy),
	);
}

/** Whether it is open stays as it was left. */
export function section(view: SectionView, labels: ViewLabels, handlers: Handlers): HTMLElement {
	const { id, title } = view;
	const parts = view.parts.map((part) => partOf(part, labels, handlers));
	const onToggle = (open: boolean) => {
		handlers.setOpen(id, open);
		if (open) for (const part of parts) part.dispatchEvent(new Event(openedEvent));
	};
	return collapsible({ id, title, isOpen: handlers.isOpen(id), onToggle }, ...parts);
}

function partOf(part: PartView, labels: ViewLabels, handlers: Handlers): HTMLElement {
	switch (part.kind) {
		case 'rows':
			return rowList(part.rows, labels, handlers);
		case 'explained':
			return element(
				'article',
				{ class: 'explained' },
				element(
					'h3',
					{},
					part.title,
					' ',
					element('code', {}, part.oid),
					part.critical ? badge(labels.critical) : undefined,
				),
				element('p', { class: 'note' }, part.sentence),
				part.problem === undefined ? undefined : element('p', { class: 'warning' }, part.problem),
				element('ul', {}, ...part.lines.map((line) => element('li', {}, line))),
			);
		case 'table':
			return element('div', {}, ...framed(part.list, table(part), handlers));
		case 'chain':
			return chain(part, handlers);
		case 'asn1':
			return asn1Tree(part, handlers);
		case 'text':
			return element(
				'figure',
				{},
				element('figcaption', {}, part.caption),
				element('pre', { tabindex: '0', 'aria-label': part.caption }, part.text),
			);
	}
}

function table({
	caption,
	columns,
	rows,
}: Extract<PartView, { readonly kind: 'table' }>): HTMLElement {
	const head = columns.map((column) => element('th', { scope: 'col' }, column));
	const lines = rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell))));
	return element(
		'div',
		{ class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption },
		element(
			'table',
			{},
			element('caption', {}, caption),
			element('thead', {}, element('tr', {}, ...head)),
			element('tbody', {}, ...lines),
		),
	);
}
