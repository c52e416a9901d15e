/**
 * What menus and the palette ask for. Each key says that something is missing: before the extension has looked, nothing
 * is hidden.
 */
import * as vscode from 'vscode';
import * as backends from '../core/backends/index.js';
import type { BackendDefinition } from '../core/backends/contract/backend.js';
import type { Connection } from '../services/connectionStore.js';
import type { Services } from '../services/services.js';

/** Every key that the extension sets, beside those of the walkthroughs (`<command>.done`, `pki.guide.done`). */
export type ContextKey =
	/** No connection but the built-in ones. */
	| 'pki.noServer'
	/** No connection that is saved here. */
	| 'pki.noSaved'
	/** No connection that the environment describes. */
	| 'pki.noOffered'
	| 'pki.noPins'
	/** Nothing was selected to be compared. */
	| 'pki.noSelected';

type SetKey = (key: ContextKey, value: boolean) => void;

export function contextOf(
	connections: readonly Connection[],
	selected: unknown,
): Readonly<Record<ContextKey, boolean>> {
	const definitions: readonly BackendDefinition[] = Object.values(backends);
	const builtIn = new Set(definitions.flatMap(({ id, builtIn }) => (builtIn === true ? [id] : [])));
	return {
		'pki.noServer': connections.every(({ backend }) => builtIn.has(backend)),
		'pki.noSaved': connections.every(({ origin }) => origin !== 'saved'),
		'pki.noOffered': connections.every(({ origin }) => origin !== 'environment'),
		'pki.noPins': connections.every(({ pins }) => pins.length === 0),
		'pki.noSelected': selected === undefined,
	};
}

/** Keeps the keys true from now on. */
export function registerContextKeys(
	{
		connections,
		compareSelection,
		log,
	}: Pick<Services, 'connections' | 'compareSelection' | 'log'>,
	set: SetKey = setInEditor,
): vscode.Disposable {
	const update = () => {
		connections.list().then(
			(list) => {
				const keys = contextOf(list, compareSelection.current);
				for (const [key, value] of Object.entries(keys)) set(key as ContextKey, value);
			},
			(error: unknown) => log.error(`context keys: ${String(error)}`),
		);
	};
	update();
	return vscode.Disposable.from(
		connections.onDidChange(update),
		compareSelection.onDidChange(update),
		vscode.workspace.onDidGrantWorkspaceTrust(update),
	);
}

function setInEditor(key: ContextKey, value: boolean): void {
	void vscode.commands.executeCommand('setContext', key, value);
}
