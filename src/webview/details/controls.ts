/** Controls that look as VS Code's own; `elements.ts` defines them. */
import type {} from '../elements.js';
import { element } from './dom.js';

/** A button with words; `key` gives it the focus back after a redraw. */
export function pushButton(
	key: string,
	{ primary = false, className }: { readonly primary?: boolean; readonly className: string },
	onClick: () => void,
	label: string,
): HTMLElement {
	const made = element(
		'vscode-button',
		{ 'data-key': key, class: className, secondary: primary ? undefined : '' },
		label,
	);
	made.addEventListener('click', onClick);
	// The element answers the key but lets it scroll the page as well.
	made.addEventListener('keydown', (event) => {
		if (event.key === ' ') event.preventDefault();
	});
	return made;
}

/** A box to type a filter in. */
export function filterField(
	key: string,
	{ text, label }: { readonly text: string; readonly label: string },
	onText: (text: string) => void,
): HTMLElementTagNameMap['vscode-textfield'] {
	const box = element('vscode-textfield', {
		...{ type: 'search', class: 'filter', placeholder: label },
		...{ 'data-key': key, autocomplete: 'off' },
	});
	box.label = label;
	box.value = text;
	let timer: ReturnType<typeof setTimeout> | undefined;
	box.addEventListener('input', (event) => {
		if (event instanceof InputEvent && event.isComposing) return;
		clearTimeout(timer);
		timer = setTimeout(() => onText(box.value), pauseMs);
	});
	box.addEventListener('compositionend', () => onText(box.value));
	return box;
}

/** Each keystroke is not worth a search of its own. */
const pauseMs = 150;

export function badge(text: string): HTMLElement {
	return element('vscode-badge', { class: 'badge' }, text);
}
