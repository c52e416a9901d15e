/** The script of the details view: draws what the extension sends, and sends back what was pressed. */
import type { FromView, ToView, ViewState } from '../details/protocol.js';
import { head } from './details/head.js';
import { rowList, section } from './details/sections.js';

declare function acquireVsCodeApi(): {
	postMessage(message: FromView): void;
	getState(): ViewState | undefined;
	setState(state: ViewState): void;
};

const host = acquireVsCodeApi();
const root = document.getElementById('details');
const announcement = document.getElementById('announcement');
const open = new Set(host.getState()?.open ?? []);
let kept = host.getState()?.kept;

/** Which block of which name is shown: another one starts at the top. */
let shown = '';

function show({ view, ...rest }: Extract<ToView, { readonly type: 'show' }>): void {
	if (!root) return;
	kept = rest.kept;
	keep();
	const focused = document.activeElement?.getAttribute('data-key');
	const handlers = {
		copy: (id: string) => host.postMessage({ type: 'copy', id }),
		select: (index: number) => host.postMessage({ type: 'select', index }),
		action: (id: string) => host.postMessage({ type: 'action', id }),
		isOpen: (id: string) => open.has(id),
		setOpen: (id: string, isOpen: boolean) => {
			if (isOpen) open.add(id);
			else open.delete(id);
			keep();
		},
	};
	document.documentElement.lang = view.language;
	document.title = view.name;
	root.replaceChildren(
		...head(view, handlers),
		rowList(view.rows, view.labels, handlers),
		...view.sections.map((part) => section(part, view.labels, handlers)),
	);
	const key = `${view.name} ${String(view.selected)}`;
	if (key !== shown) window.scrollTo(0, 0);
	shown = key;
	if (focused !== null && focused !== undefined) focusAgain(focused);
}

function keep(): void {
	host.setState({ open: [...open], kept });
}

/** A redraw replaces all elements; the focus goes to the one that stands in the old one's place. */
function focusAgain(key: string): void {
	const again = root?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
	(again ?? root)?.focus({ preventScroll: true });
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
		case 'announce':
			announce(event.data.text);
	}
});

host.postMessage({ type: 'ready' });
