import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { environment } from '../../services/environment.js';
import type { TerminalChoice, TerminalPort } from '../../services/ports/terminal.js';
import type { Services } from '../../services/services.js';
import { plainText } from '../../ui/words/plainText.js';

/**
 * Environment variables of new terminals that lead to the server of one connection. They follow the connection: a new
 * address or token replaces the old one, and with the connection all of it goes. Nothing is kept on the disk.
 */
export class TerminalEnvironment implements TerminalPort, vscode.Disposable {
	readonly #item = vscode.window.createStatusBarItem(
		'pki.terminal',
		vscode.StatusBarAlignment.Left,
		9,
	);
	readonly #subscription: vscode.Disposable;
	#choice: TerminalChoice | undefined;
	/** Whoever began last decides; an edit begins twice, before and after its client is a new one. */
	#turn = 0;

	constructor(
		private readonly services: Pick<
			Services,
			'context' | 'connections' | 'clients' | 'changes' | 'log'
		>,
	) {
		// VS Code writes a persistent collection to its disk in clear text.
		this.#collection.persistent = false;
		this.#item.name = vscode.l10n.t('Connection of New Terminals');
		this.#item.command = 'pki.clearTerminalEnvironment';
		this.#subscription = vscode.Disposable.from(
			services.connections.onDidChange(() => this.#follow()),
			// Said after an edit or a sign-in, when the connection's client is a new one.
			services.changes.onDidChange(({ mount, connection = this.#choice?.connection }) => {
				if (mount === undefined && connection === this.#choice?.connection) this.#follow();
			}),
		);
	}

	get #collection(): vscode.EnvironmentVariableCollection {
		return this.services.context.environmentVariableCollection;
	}

	async use(choice: TerminalChoice): Promise<readonly string[]> {
		const before = this.#choice;
		this.#choice = choice;
		try {
			return await this.#set(choice);
		} catch (error) {
			if (this.#choice === choice) this.#choice = before;
			throw error;
		}
	}

	clear(): Promise<boolean> {
		const wasSet = this.#choice !== undefined;
		this.#choice = undefined;
		this.#turn++;
		this.#collection.clear();
		this.#item.hide();
		return Promise.resolve(wasSet);
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#collection.clear();
		this.#item.dispose();
	}

	async #set({ connection, withToken }: TerminalChoice): Promise<readonly string[]> {
		const turn = ++this.#turn;
		const { label } = await this.services.connections.get(connection);
		const client = await this.services.clients.get(connection);
		if (!client.terminalVariables) {
			throw new PkiError('unsupported', { reason: 'terminalVariables' });
		}
		const all = Object.entries(await client.terminalVariables({ withToken }));
		const names = all.filter(([, value]) => value !== '').map(([name]) => name);
		if (turn !== this.#turn) return names;
		// An empty variable is needed only against one that a terminal would inherit.
		const needed = all.filter(([name, value]) => value !== '' || isInherited(name));
		this.#collection.clear();
		for (const [name, value] of needed) this.#collection.replace(name, value);
		this.#show(plainText(label, 60), names, withToken);
		return names;
	}

	#show(label: string, names: readonly string[], withToken: boolean): void {
		const words = withToken
			? vscode.l10n.t('New terminals connect to “{0}” and can read its token.', label)
			: vscode.l10n.t('New terminals connect to “{0}”.', label);
		this.#collection.description = words;
		this.#item.text = `${withToken ? '$(key)' : '$(terminal)'} ${label}`;
		this.#item.tooltip = [
			words,
			vscode.l10n.t('Variables: {0}.', names.join(', ')),
			vscode.l10n.t('Select to clear them.'),
		].join('\n');
		this.#item.accessibilityInformation = { label: words, role: 'button' };
		this.#item.show();
	}

	/** What cannot be set anew is taken away: a token must not outlive its connection. */
	#follow(): void {
		if (!this.#choice) return;
		const turn = this.#turn + 1;
		this.#set(this.#choice).catch((error: unknown) => {
			this.services.log.info(`terminal: ${error instanceof Error ? error.message : String(error)}`);
			if (turn === this.#turn) return this.clear();
		});
	}
}

function isInherited(name: string): boolean {
	const value = environment.variable(name);
	return value !== undefined && value !== '';
}
