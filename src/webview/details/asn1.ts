/** The ASN.1 tree: each level is asked for when it is opened. */
import type { VscodeTreeItem } from '@vscode-elements/elements/dist/vscode-tree-item/index.js';
import type { Asn1ElementView, Asn1LevelView, Asn1Part } from '../../details/protocol.js';
import { element } from './dom.js';

export interface Asn1Handlers {
	readonly asn1: (id: string, at: number, from?: number) => void;
}

/** The place of the whole. */
const whole = -1;

/** What is opened in a tree stays open when the page is drawn again. */
const trees = new Map<string, Asn1Tree>();

/** For another page. */
export function forgetTrees(): void {
	trees.clear();
}

export function asn1Tree(part: Asn1Part, handlers: Asn1Handlers): HTMLElement {
	const tree = trees.get(part.id) ?? new Asn1Tree(part, handlers);
	trees.set(part.id, tree);
	return tree.element;
}

/** What the extension answered. */
export function addLevel(id: string, at: number, level: Asn1LevelView): void {
	trees.get(id)?.add(at, level);
}

/** Told to a part when its section is opened. */
export const openedEvent = 'opened';

class Asn1Tree {
	readonly element: HTMLElement;
	readonly #tree: HTMLElement;
	readonly #items = new Map<number, HTMLElement>();
	readonly #asked = new Set<number>();

	constructor(
		{ id, caption }: Asn1Part,
		private readonly handlers: Asn1Handlers,
	) {
		this.#tree = element('vscode-tree', { 'aria-label': caption, indent: '12' });
		this.element = element('div', { class: 'asn1' }, element('h3', {}, caption), this.#tree);
		const ask = (at: number, from?: number) => {
			if (from === undefined && this.#asked.has(at)) return;
			this.#asked.add(at);
			this.handlers.asn1(id, at, from);
		};
		this.element.addEventListener(openedEvent, () => ask(whole));
		// The element tells of no opening, whether by key or by mouse; its attribute does.
		new MutationObserver((changes) => {
			for (const { target } of changes) {
				if (!(target instanceof HTMLElement) || !target.hasAttribute('open')) continue;
				ask(Number(target.dataset.at));
			}
		}).observe(this.#tree, { subtree: true, attributeFilter: ['open'] });
		this.#tree.addEventListener('vsc-tree-select', () => {
			const rows = [...this.#tree.querySelectorAll<VscodeTreeItem>('vscode-tree-item.more')];
			const more = rows.find(({ selected }) => selected);
			if (!more) return;
			ask(Number(more.dataset.at), Number(more.dataset.from));
			more.remove();
		});
	}

	add(at: number, { elements, more, problem }: Asn1LevelView): void {
		const parent = at === whole ? this.#tree : this.#items.get(at);
		if (!parent) return;
		const slot = at === whole ? undefined : 'children';
		for (const view of elements) {
			const item = itemOf(view, slot);
			this.#items.set(view.at, item);
			parent.append(item);
		}
		if (problem !== undefined) {
			parent.append(element('vscode-tree-item', { slot, class: 'problem' }, problem));
		}
		if (more) {
			const row = { slot, class: 'more', 'data-at': String(at), 'data-from': String(more.from) };
			parent.append(element('vscode-tree-item', row, more.label));
		}
		// One SEQUENCE around everything says nothing yet.
		const [only] = elements;
		if (at === whole && only && elements.length === 1) {
			this.#items.get(only.at)?.setAttribute('open', '');
		}
	}
}

function itemOf(view: Asn1ElementView, slot: string | undefined): VscodeTreeItem {
	const { at, type, value, place, opens } = view;
	// Its children are in it, and would all be read out as its name.
	const label = [type, value, place].filter((word) => word !== '').join(', ');
	return element(
		'vscode-tree-item',
		{
			slot,
			'aria-label': label,
			title: label,
			'data-at': String(at),
			branch: opens ? '' : undefined,
		},
		element('span', { class: 'asn1-type' }, type),
		element('span', { class: 'asn1-value' }, value),
		element('span', { class: 'asn1-place' }, place),
	);
}
