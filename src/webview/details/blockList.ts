/** The list of a file's blocks: only the rows in view exist, and those that are missing are asked for. */
import type { BlockEntry, BlockListView, BlockRows } from '../../details/protocol.js';
import { element, icon, icons } from './dom.js';

export interface BlockListHandlers {
	readonly select: (index: number) => void;
	readonly rows: (version: string, from: number) => void;
}

/** Rows drawn above and below those in view. */
const around = 10;

/** What is asked for at once: as many rows as come at once. */
const page = 100;

/** Until a row has been measured. */
const likelyRow = 22;

/** A list box (WAI-ARIA): the box has the focus, and names the row that the keys are at. */
export class BlockList {
	readonly element: HTMLElement;
	readonly #sizer = element('div', { class: 'sizer', role: 'presentation' });
	readonly #rows = element('div', { class: 'window', role: 'presentation' });
	readonly #entries = new Map<number, BlockEntry>();
	readonly #asked = new Set<number>();
	#rowSize = likelyRow;
	#active = 0;
	#selected = -1;
	/** Whether the list has been scrolled to the row that is shown. */
	#isPlaced = false;

	constructor(
		private readonly view: BlockListView,
		label: string,
		private readonly handlers: BlockListHandlers,
	) {
		this.#sizer.append(this.#rows);
		this.element = element(
			'div',
			{ ...{ class: 'list', role: 'listbox', tabindex: '0', 'aria-label': label } },
			this.#sizer,
		);
		this.element.dataset.key = 'blocks';
		this.element.addEventListener('scroll', () => this.#draw());
		this.element.addEventListener('keydown', (event) => this.#onKey(event));
		this.#rows.addEventListener('click', (event) => this.#onClick(event));
		// Once it stands in the page, and whenever page, zoom or font become others.
		new ResizeObserver(() => this.#measure()).observe(this.element);
	}

	get version(): string {
		return this.view.version;
	}

	/** @param index The block that is shown, which may be none of the list. */
	update({ rows, selectedAt }: BlockListView, index: number): void {
		this.#keep(rows);
		if (this.#selected !== index && selectedAt !== undefined) this.#active = selectedAt;
		this.#selected = index;
		this.#draw();
	}

	add(rows: BlockRows): void {
		this.#asked.delete(rows.from);
		this.#keep(rows);
		this.#draw();
	}

	#keep({ from, entries }: BlockRows): void {
		entries.forEach((entry, index) => this.#entries.set(from + index, entry));
	}

	#measure(): void {
		const row = this.#rows.querySelector<HTMLElement>('.block');
		const size = row?.getBoundingClientRect().height ?? 0;
		if (size > 0) this.#rowSize = size;
		this.#sizer.style.blockSize = `${String(this.view.length * this.#rowSize)}px`;
		if (!this.#isPlaced && size > 0) {
			this.#isPlaced = true;
			this.#reveal(this.#active);
		}
		this.#draw();
	}

	#draw(): void {
		const { scrollTop, clientHeight } = this.element;
		const first = Math.max(0, Math.floor(scrollTop / this.#rowSize) - around);
		const inView = Math.ceil((clientHeight || page * likelyRow) / this.#rowSize);
		const end = Math.min(this.view.length, first + inView + 2 * around);
		this.#ask(first, end);
		const rows: HTMLElement[] = [];
		for (let at = first; at < end; at += 1) rows.push(this.#row(at));
		this.#rows.style.translate = `0 ${String(first * this.#rowSize)}px`;
		this.#rows.replaceChildren(...rows);
		if (this.#active >= first && this.#active < end) {
			this.element.setAttribute('aria-activedescendant', rowId(this.#active));
		} else {
			this.element.removeAttribute('aria-activedescendant');
		}
	}

	#ask(first: number, end: number): void {
		for (let from = first - (first % page); from < end; from += page) {
			const last = Math.min(from + page, end) - 1;
			const isThere = this.#entries.has(Math.max(first, from)) && this.#entries.has(last);
			if (isThere || this.#asked.has(from)) continue;
			this.#asked.add(from);
			this.handlers.rows(this.view.version, from);
		}
	}

	#row(at: number): HTMLElement {
		const entry = this.#entries.get(at);
		const isSelected = entry?.index === this.#selected;
		const row = element('div', {
			...{ id: rowId(at), class: at === this.#active ? 'block active' : 'block', role: 'option' },
			'aria-selected': String(isSelected),
			'aria-setsize': String(this.view.length),
			'aria-posinset': String(at + 1),
			'data-at': String(at),
		});
		if (!entry) {
			row.append(element('span', { class: 'note' }, '…'));
			return row;
		}
		const verdict = entry.broken ? 'expired' : entry.verdict;
		const other = entry.isKey === true ? 'key' : undefined;
		const sign = verdict ?? (entry.isLocked === true ? 'lock' : other);
		row.title = `${entry.name} · ${entry.description}`;
		row.append(
			element(
				'span',
				{ class: `seal ${verdict ?? 'none'}` },
				sign === undefined ? undefined : icon(...icons[sign]),
			),
			element('span', { class: 'block-name' }, entry.name),
			' ',
			element('span', { class: 'note' }, entry.description),
		);
		return row;
	}

	#onClick({ target }: MouseEvent): void {
		if (!(target instanceof Element)) return;
		const at = Number(target.closest('.block')?.getAttribute('data-at') ?? -1);
		if (at >= 0) this.#choose(at);
	}

	#choose(at: number): void {
		this.#active = at;
		this.#draw();
		const entry = this.#entries.get(at);
		if (entry) this.handlers.select(entry.index);
	}

	#onKey(event: KeyboardEvent): void {
		if (event.key === 'Enter' || event.key === ' ') {
			event.preventDefault();
			this.#choose(this.#active);
			return;
		}
		const inView = Math.max(1, Math.floor(this.element.clientHeight / this.#rowSize) - 1);
		const last = this.view.length - 1;
		const moves: Readonly<Partial<Record<string, number>>> = {
			ArrowDown: this.#active + 1,
			ArrowUp: this.#active - 1,
			PageDown: this.#active + inView,
			PageUp: this.#active - inView,
			Home: 0,
			End: last,
		};
		const next = moves[event.key];
		if (next === undefined) return;
		event.preventDefault();
		this.#active = Math.min(last, Math.max(0, next));
		this.#reveal(this.#active);
		this.#draw();
	}

	#reveal(at: number): void {
		const { scrollTop, clientHeight } = this.element;
		const start = at * this.#rowSize;
		const end = start + this.#rowSize;
		if (start < scrollTop) this.element.scrollTop = start;
		else if (end > scrollTop + clientHeight) this.element.scrollTop = end - clientHeight;
	}
}

function rowId(at: number): string {
	return `block-${String(at)}`;
}
