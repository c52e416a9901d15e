/** The script of the details view: draws what the extension sends, and sends back what was pressed. */
import type { FromView, ListId, ToView, ViewState } from '../details/protocol.js';
import { addLevel, forgetTrees } from './details/asn1.js';
import { blockListShown, head } from './details/head.js';
import { forgetFilters } from './details/lists.js';
import { loadElements } from './details/loadElements.js';
import { rowList, section } from './details/sections.js';

declare function acquireVsCodeApi(): {
	postMessage(message: FromView): void;
	getState(): ViewState | undefined;
	setState(state: ViewState): void;
};

const host = acquireVsCodeApi();
const root = document.getElementById('details');
const announcement = document.getElementById('announcement');
/** A chain is what a file with several certificates is opened for. */
const open = new Set(host.getState()?.open ?? ['chain']);
let kept = host.getState()?.kept;

/** Which page is shown: another one starts at the top. */
let shown = '';

function show({ view, ...rest }: Extract<ToView, { readonly type: 'show' }>): void {
	if (!root) return;
	kept = rest.kept;
	const isSame = view.page === shown;
	shown = view.page;
	if (!isSame) {
		forgetFilters();
		forgetTrees();
	}
	const focused = document.activeElement?.getAttribute('data-key');
	const places = isSame ? scrollPlaces() : [];
	const handlers = {
		copy: (id: string) => host.postMessage({ type: 'copy', id }),
		select: (index: number) => host.postMessage({ type: 'select', index }),
		action: (id: string) => host.postMessage({ type: 'action', id }),
		filter: (list: ListId, text: string) => host.postMessage({ type: 'filter', list, text }),
		more: (list: ListId) => host.postMessage({ type: 'more', list }),
		rows: (version: string, from: number) => host.postMessage({ type: 'rows', version, from }),
		asn1: (id: string, at: number, from?: number) =>
			host.postMessage({ type: 'asn1', id, at, ...(from === undefined ? {} : { from }) }),
		isOpen: (id: string) => open.has(id),
		setOpen: (id: string, isOpen: boolean) => {
			if (isOpen) open.add(id);
			else open.delete(id);
			keep();
		},
	};
	document.documentElement.lang = view.language;
	document.title = view.name;
	const sections = () => view.sections.map((part) => section(part, view.labels, handlers));
	const top = [...head(view, handlers), rowList(view.rows, view.labels, handlers)];
	root.replaceChildren(...top, ...(isSame ? sections() : []));
	if (!isSame) {
		window.scrollTo(0, 0);
		// What is below is not seen at first.
		afterDrawing(() => {
			if (top.every((node) => node.parentNode === root)) root.append(...sections());
		});
	}
	keep();
	for (const { id, top } of places) list(id)?.scrollTo(0, top);
	if (focused !== null && focused !== undefined) focusAgain(focused);
}

/** Once the browser has drawn what stands in the page. */
function afterDrawing(task: () => void): void {
	requestAnimationFrame(() => setTimeout(task));
}

function keep(): void {
	host.setState({ open: [...open], kept });
}

/** A redraw replaces all elements; the focus goes to the one that stands in the old one's place. */
function focusAgain(key: string): void {
	const again = root?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
	// The button that showed the last rows is gone; its list is not.
	const [, id = ''] = /^more-(.+)$/.exec(key) ?? [];
	(again ?? list(id) ?? root)?.focus({ preventScroll: true });
}

/** Where each long list stands. */
function scrollPlaces(): readonly { readonly id: string; readonly top: number }[] {
	return [...document.querySelectorAll('[data-list]')].map((element) => ({
		id: element.getAttribute('data-list') ?? '',
		top: element.scrollTop,
	}));
}

function list(id: string): HTMLElement | null | undefined {
	return root?.querySelector<HTMLElement>(`[data-list="${CSS.escape(id)}"]`);
}

function announce(text: string): void {
	if (!announcement) return;
	// Emptied first, so that the same words are said again.
	announcement.textContent = '';
	requestAnimationFrame(() => {
		announcement.textContent = text;
	});
}

window.addEventListener('message', (event: MessageEvent<ToView>) => {
	switch (event.data.type) {
		case 'show':
			show(event.data);
			return;
		case 'rows':
			if (blockListShown()?.version === event.data.version) blockListShown()?.add(event.data);
			return;
		case 'asn1':
			addLevel(event.data.id, event.data.at, event.data.level);
			return;
		case 'announce':
			announce(event.data.text);
	}
});

loadElements();

const first = document.getElementById('first')?.textContent ?? '';
// Where something was shown before, the tab was hidden, and has got further since.
const isFirst = first !== '' && host.getState() === undefined;
if (isFirst) show(JSON.parse(first) as Extract<ToView, { readonly type: 'show' }>);
host.postMessage(isFirst ? { type: 'ready', shows: 'first' } : { type: 'ready' });
