/** What of the page's own interfaces is used here; the tests as a whole have no DOM. */
interface PageElement {
	readonly parentElement: PageElement | null;
	checkVisibility(): boolean;
}

interface PageNode {
	readonly parentElement: PageElement | null;
	readonly textContent: string | null;
}

interface Style {
	readonly color: string;
	readonly backgroundColor: string;
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

export interface TextContrast {
	readonly text: string;
	readonly colors: string;
	readonly ratio: number;
	/** 4.5, or 3 for large text (WCAG 2.2, 1.4.3). */
	readonly needed: number;
}

/**
 * The contrast of every visible text below an element. Runs in the page, so it refers to nothing outside itself.
 * Backgrounds are taken from the nearest element that has an opaque one; translucent ones are laid over it.
 */
export function textContrasts(root: unknown): TextContrast[] {
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
	const found: TextContrast[] = [];
	const showText = 4;
	const walker = document.createTreeWalker(root, showText);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const element = node.parentElement;
		const text = node.textContent?.trim() ?? '';
		if (!element || text === '' || !element.checkVisibility()) continue;
		const style = getComputedStyle(element);
		const background = backgroundOf(element);
		const color = over(parse(style.color), background);
		const [light = 0, dark = 0] = [luminance(color), luminance(background)].sort((a, b) => b - a);
		const size = Number.parseFloat(style.fontSize);
		const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
		found.push({
			text: text.slice(0, 40),
			colors: `${style.color} on ${background.map(Math.round).join(',')}`,
			ratio: Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100,
			needed: large ? 3 : 4.5,
		});
	}
	return found;
}
