/** Elements are made one by one and text is only ever set as text: nothing in a certificate can become markup. */

export type Child = Node | string | undefined;

export type Attributes = Readonly<Record<string, string | undefined>>;

/** An element with attributes and children; strings become text nodes. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value !== undefined) made.setAttribute(name, value);
	}
	made.append(...children.filter((child) => child !== undefined));
	return made;
}

/** A button that is known by `key`, so that it gets the focus back after a redraw. */
export function button(
	key: string,
	attributes: Attributes,
	onClick: () => void,
	...children: readonly Child[]
): HTMLButtonElement {
	const made = element('button', { type: 'button', 'data-key': key, ...attributes }, ...children);
	made.addEventListener('click', onClick);
	return made;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** A 16 × 16 line drawing in the text's colour; its meaning always stands beside it in words. */
export function icon(...paths: readonly string[]): SVGSVGElement {
	const svg = document.createElementNS(svgNamespace, 'svg');
	svg.setAttribute('viewBox', '0 0 16 16');
	svg.setAttribute('aria-hidden', 'true');
	svg.setAttribute('class', 'icon');
	for (const path of paths) {
		const line = document.createElementNS(svgNamespace, 'path');
		line.setAttribute('d', path);
		svg.append(line);
	}
	return svg;
}

const circle = 'M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7z';

export const icons = {
	valid: [circle, 'M5 8.2l2.2 2.2L11.2 6'],
	expiresSoon: ['M8 2L1.6 13.6h12.8z', 'M8 6.4v3.4', 'M8 11.4v.6'],
	notYetValid: ['M8 2L1.6 13.6h12.8z', 'M8 6.4v3.4', 'M8 11.4v.6'],
	expired: [circle, 'M5.8 5.8l4.4 4.4', 'M10.2 5.8l-4.4 4.4'],
	revoked: [circle, 'M3.6 3.6l8.8 8.8'],
	unknown: [circle, 'M6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.7-.8 1.4', 'M8 11.2v.5'],
	key: ['M5.2 7.2a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8z', 'M7.3 8.3l5.7-5.7', 'M10.2 5.3l2 2'],
	lock: ['M4 7.3h8v6.2H4z', 'M5.7 7.3V5.1a2.3 2.3 0 0 1 4.6 0v2.2'],
	copy: ['M5.5 5.5h8v8h-8z', 'M10.5 5.5v-3h-8v8h3'],
	gap: ['M2 8h2.5', 'M6.7 8h2.6', 'M11.5 8H14', 'M8 2.5v3', 'M8 10.5v3'],
	chevron: ['M6 3.5L10.5 8 6 12.5'],
} as const;
