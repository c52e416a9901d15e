/** The connections as the features see them; `connections.ts` keeps them. */
import type * as vscode from 'vscode';
import type {
	ConnectionSettings,
	SecretStore,
	UnreadSetting,
} from '../core/backends/contract/backend.js';

/** A connection as the user knows it; secrets are elsewhere. */
export interface Connection extends ConnectionSettings {
	/** Backend id. */
	readonly backend: string;
	/** `environment` connections stand in the tree unsaved; the first use marks them as connected. */
	readonly origin: 'saved' | 'environment' | 'builtIn';
	/** For `environment`: which variable or file described it. */
	readonly describedBy?: string;
	/** For `environment`: what stands there as well and has no effect. */
	readonly unread?: readonly UnreadSetting[];
	readonly pins: readonly Pin[];
}

/** Something the token may use but not list. */
export type Pin =
	| { readonly kind: 'mount'; readonly mount: string }
	| { readonly kind: 'role'; readonly mount: string; readonly role: string }
	| { readonly kind: 'authority'; readonly mount: string; readonly authority: string };

export interface NewConnection {
	readonly backend: string;
	readonly label: string;
	readonly fields: Readonly<Record<string, string>>;
	readonly secrets: Readonly<Record<string, string>>;
}

export interface ConnectionStore {
	/** Also fired when another window changed them. */
	readonly onDidChange: vscode.Event<void>;
	/** Fires `onDidChange` where another window changed them since; also done by itself when the window gets the focus. */
	refresh(): void;
	/** Built-in first, then saved by label, then the environment's. */
	list(): Promise<readonly Connection[]>;
	/** Rejects with `notFound`. */
	get(id: string): Promise<Connection>;
	add(connection: NewConnection): Promise<Connection>;
	/** An empty secret is deleted. */
	update(
		id: string,
		change: Partial<Pick<Connection, 'label' | 'fields' | 'pins'>> & {
			readonly secrets?: Readonly<Record<string, string>>;
		},
	): Promise<void>;
	/** Secrets first, then the rest. */
	remove(id: string): Promise<void>;
	secrets(id: string): SecretStore;
}
