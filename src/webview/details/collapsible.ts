import { button, type Child, element, icon, icons } from './dom.js';

export interface Collapsible {
	readonly id: string;
	readonly title: string;
	readonly isOpen: boolean;
	/** Also told of at the beginning. */
	readonly onToggle: (open: boolean) => void;
}

/** A real heading that opens and closes what is below it; closed parts are still found by the find widget. */
export function collapsible(
	{ id: name, title, isOpen, onToggle }: Collapsible,
	...parts: readonly Child[]
): HTMLElement {
	const id = `section-${name}`;
	// Two elements, as a hidden one keeps its padding.
	const body = element('div', { id }, element('div', { class: 'body' }, ...parts));
	const toggle = button(
		id,
		{ class: 'toggle', 'aria-controls': id },
		() => apply(toggle.getAttribute('aria-expanded') !== 'true'),
		icon(...icons.chevron),
		title,
	);
	function apply(open: boolean): void {
		toggle.setAttribute('aria-expanded', String(open));
		if (open) body.removeAttribute('hidden');
		else body.setAttribute('hidden', 'until-found');
		onToggle(open);
	}
	body.addEventListener('beforematch', () => apply(true));
	apply(isOpen);
	return element('section', { class: 'section' }, element('h2', {}, toggle), body);
}
