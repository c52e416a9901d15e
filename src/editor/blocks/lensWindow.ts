/** Which places of a document have lenses: of thousands those near what is on screen, as VS Code takes up every one. */
import * as vscode from 'vscode';
import type { Place } from './places.js';

/** In a document with no more than these, all of them have. */
const mostPlaces = 400;
/** How many on either side of the screen have one, and how many are still ahead when others take their place. */
const around = 150;
const ahead = 50;

/** Lines. */
interface Window {
	readonly first: number;
	readonly last: number;
}

/** Tells when somebody scrolls to where no lenses are yet. */
export class LensWindow implements vscode.Disposable {
	/** Of each large document, from where to where nobody has to be told. */
	readonly #windows = new WeakMap<vscode.TextDocument, readonly Window[]>();
	readonly #registrations: vscode.Disposable;

	constructor(left: () => void) {
		const look = (editor: vscode.TextEditor) => {
			const windows = this.#windows.get(editor.document);
			if (windows && !editor.visibleRanges.every(isWithin(windows))) left();
		};
		this.#registrations = vscode.Disposable.from(
			vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => look(textEditor)),
			vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(look)),
		);
	}

	/** In their order; of a document that nobody sees the first ones. */
	placesFor(document: vscode.TextDocument, places: readonly Place[]): readonly Place[] {
		if (places.length <= mostPlaces) {
			this.#windows.delete(document);
			return places;
		}
		const seen = rangesOnScreen(document).map((range) => indicesOf(places, range));
		const chosen = seen.length > 0 ? seen : [{ first: 0, last: 0 }];
		this.#windows.set(
			document,
			chosen.map(({ first, last }) => ({
				first: lineOf(places, first - (around - ahead), 0),
				last: lineOf(places, last + (around - ahead), Infinity),
			})),
		);
		return places.filter((_, index) =>
			chosen.some(({ first, last }) => first - around <= index && index <= last + around),
		);
	}

	dispose(): void {
		this.#registrations.dispose();
	}
}

function rangesOnScreen(document: vscode.TextDocument): readonly vscode.Range[] {
	return vscode.window.visibleTextEditors
		.filter((editor) => editor.document === document)
		.flatMap(({ visibleRanges }) => visibleRanges);
}

function isWithin(windows: readonly Window[]): (range: vscode.Range) => boolean {
	return ({ start, end }) =>
		windows.some(({ first, last }) => first <= start.line && end.line <= last);
}

/** The places that a range touches, or the one behind it. */
function indicesOf(places: readonly Place[], { start, end }: vscode.Range): Window {
	const first = places.findIndex(({ first: block }) => block.endLine >= start.line);
	const behind = places.findIndex(({ first: block }) => block.line > end.line);
	const from = first === -1 ? places.length - 1 : first;
	return { first: from, last: Math.max(from, (behind === -1 ? places.length : behind) - 1) };
}

function lineOf(places: readonly Place[], index: number, beyond: number): number {
	return places[index]?.first.line ?? beyond;
}
