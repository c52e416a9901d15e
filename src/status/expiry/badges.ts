import * as vscode from 'vscode';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import { badgeOf } from './badge.js';
import type { ExpirySource } from './expirySource.js';

const setting = 'pki.explorer.badges';

/** Marks files in the Explorer in which something has expired or soon will; nothing is read for it. */
export function registerBadges(source: ExpirySource): vscode.Disposable {
	const badges = new ExpiryBadges(source);
	return vscode.Disposable.from(badges, vscode.window.registerFileDecorationProvider(badges));
}

export class ExpiryBadges implements vscode.FileDecorationProvider, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
	readonly onDidChangeFileDecorations = this.#changed.event;
	readonly #registrations: vscode.Disposable;
	#marked: ReadonlyMap<string, string> = new Map();

	constructor(private readonly source: ExpirySource) {
		this.#registrations = vscode.Disposable.from(
			this.#changed,
			source.onDidChange(() => this.#tellChanges()),
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(setting)) this.#changed.fire(undefined);
			}),
		);
		this.#tellChanges();
	}

	provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
		const items = this.source.itemsIn(uri).filter(isMarked);
		if (items.length === 0 || !isOn(uri)) return undefined;
		return badgeOf(items, new Date());
	}

	dispose(): void {
		this.#registrations.dispose();
	}

	/** Only files that look otherwise than before: VS Code asks again for each. */
	#tellChanges(): void {
		const before = this.#marked;
		const marked = new Map<string, string>();
		for (const item of this.source.items.filter(isMarked)) {
			const key = item.uri.toString();
			const others = marked.get(key) ?? '';
			marked.set(key, `${others}${item.state} ${item.name} ${item.notAfter}\n`);
		}
		this.#marked = marked;
		const other = [...new Set([...before.keys(), ...marked.keys()])].filter(
			(key) => before.get(key) !== marked.get(key),
		);
		if (other.length > 0) this.#changed.fire(other.map((key) => vscode.Uri.parse(key, true)));
	}
}

function isMarked({ state }: ExpiryItem): boolean {
	return state !== 'notYetValid';
}

function isOn(uri: vscode.Uri): boolean {
	return vscode.workspace.getConfiguration(undefined, uri).get<unknown>(setting) !== false;
}
