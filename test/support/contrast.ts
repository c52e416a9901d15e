/** What of the page's own interfaces is used here; the tests as a whole have no DOM. */
interface PageElement {
	readonly parentElement: PageElement | null;
	readonly className: string;
	checkVisibility(): boolean;
	querySelectorAll(selector: string): Iterable<PageElement>;
}

interface PageNode {
	readonly parentElement: PageElement | null;
	readonly textContent: string | null;
}

interface Style {
	readonly color: string;
	readonly backgroundColor: string;
	readonly borderTopColor: string;
	readonly fontSize: string;
	readonly fontWeight: string;
}

interface Canvas {
	fillStyle: string;
	clearRect(x: number, y: number, width: number, height: number): void;
	fillRect(x: number, y: number, width: number, height: number): void;
	getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
}

declare const document: {
	createElement(tag: 'canvas'): { getContext(kind: '2d', options: object): Canvas | null };
	createTreeWalker(root: unknown, show: number): { nextNode(): PageNode | null };
};
declare function getComputedStyle(element: PageElement): Style;

export interface Contrast {
	/** What is drawn: a text, else the class of a shape. */
	readonly what: string;
	readonly colors: string;
	readonly ratio: number;
	/** 4.5, or 3 for large text (WCAG 2.2, 1.4.3) and for shapes (1.4.11). */
	readonly needed: number;
}

/**
 * The contrast of every visible text, sign and bar below an element. Runs in the page, so it refers to nothing outside itself.
 * Backgrounds are taken from the nearest element that has an opaque one; translucent ones are laid over it.
 */
export function contrastsIn(root: PageElement): Contrast[] {
	type Color = readonly [number, number, number, number];
	const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
	const parse = (css: string): Color => {
		if (!canvas) return [0, 0, 0, 1];
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = css;
		canvas.fillRect(0, 0, 1, 1);
		const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
		return [r, g, b, a / 255];
	};
	const over = ([r, g, b, a]: Color, [r2, g2, b2]: Color): Color => [
		r * a + r2 * (1 - a),
		g * a + g2 * (1 - a),
		b * a + b2 * (1 - a),
		1,
	];
	const backgroundOf = (element: PageElement | null): Color => {
		if (!element) return [255, 255, 255, 1];
		const own = parse(getComputedStyle(element).backgroundColor);
		return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement));
	};
	const luminance = (color: Color): number => {
		const [r = 0, g = 0, b = 0] = color.slice(0, 3).map((value) => {
			const share = value / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const found: Contrast[] = [];
	const measure = (what: string, on: PageElement, css: string, needed: number) => {
		const background = backgroundOf(on);
		const color = over(parse(css), background);
		const [light = 0, dark = 0] = [luminance(color), luminance(background)].sort((a, b) => b - a);
		found.push({
			what,
			colors: `${css} on ${background.map(Math.round).join(',')}`,
			ratio: Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100,
			needed,
		});
	};
	const showText = 4;
	const walker = document.createTreeWalker(root, showText);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const element = node.parentElement;
		const text = node.textContent?.trim() ?? '';
		if (!element || text === '' || !element.checkVisibility()) continue;
		const style = getComputedStyle(element);
		const size = Number.parseFloat(style.fontSize);
		const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
		measure(text.slice(0, 40), element, style.color, large ? 3 : 4.5);
	}
	const shapes = {
		'.icon': (style: Style) => style.color,
		'.track': (style: Style) => style.borderTopColor,
		'.passed': (style: Style) => style.backgroundColor,
		'.marker': (style: Style) => style.backgroundColor,
	};
	for (const [selector, colorOf] of Object.entries(shapes)) {
		for (const element of root.querySelectorAll(selector)) {
			const { parentElement } = element;
			if (!parentElement || !element.checkVisibility()) continue;
			const name = `${selector} in ${parentElement.className}`;
			measure(name, parentElement, colorOf(getComputedStyle(element)), 3);
		}
	}
	return found;
}
