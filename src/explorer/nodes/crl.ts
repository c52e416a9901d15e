import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { hasEnded } from '../../core/x509/verdict.js';
import { rowClick } from '../../services/ports/explorer.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { decimal } from '../../ui/facts/text.js';
import { exactTime, relativeTime } from '../../ui/words/words.js';
import { treeItem } from '../../ui/treeItem.js';
import { TreeNode, type TreeHost } from './node.js';
import type { MountParts } from './mountContext.js';

/** The revocation list: its number and next update stand in the row, a click shows the list. */
export class CrlNode extends TreeNode {
	#words: { readonly description: string; readonly tooltip: readonly string[] } | undefined;
	#isReading = false;

	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly parts: MountParts,
		/** The id of the CA whose list it is, where each has its own. */
		readonly authority?: string,
	) {
		super(host, parent, `${parent.id}/crl`);
	}

	override get mount(): string {
		return this.parts.mount;
	}

	/** Drawing the row reads the list, once and behind it. */
	override toTreeItem(): vscode.TreeItem {
		if (!this.#words && !this.#isReading) this.#read();
		const tags = ['crl', ...this.parts.tags];
		return treeItem(this, 'CRL', {
			description: this.#words?.description,
			tooltip: this.#words?.tooltip,
			icon: 'list-flat',
			tags,
			state: vscode.TreeItemCollapsibleState.None,
			command: {
				title: vscode.l10n.t('Show CRL'),
				command: 'pki.showCrl',
				arguments: [this, rowClick],
			},
		});
	}

	override refresh(): void {
		this.#words = undefined;
		this.host.redraw(this);
	}

	#read(): void {
		this.#isReading = true;
		this.inBackground('read CRL', async () => {
			try {
				this.#words = await this.#readWords();
			} catch (error) {
				const description = isPkiError(error, 'notFound')
					? vscode.l10n.t('none yet')
					: describeError(error).message;
				this.#words = { description, tooltip: [description] };
			} finally {
				this.#isReading = false;
			}
		});
	}

	async #readWords(): Promise<{ description: string; tooltip: readonly string[] }> {
		const { client, mount } = this.parts;
		const crl =
			this.authority === undefined
				? await client.readCrl?.(mount)
				: await client.readAuthorityCrl?.(mount, this.authority);
		const { crlNumber, nextUpdate } = crl ?? {};
		const number = crlNumber === undefined ? '' : vscode.l10n.t('number {0}', decimal(crlNumber));
		if (nextUpdate === undefined) return { description: number, tooltip: [number] };
		const isLate = hasEnded(nextUpdate, new Date());
		const when = relativeTime(nextUpdate, new Date());
		const next = isLate
			? vscode.l10n.t('next update was due {0}', when)
			: vscode.l10n.t('next update {0}', when);
		return {
			// A narrow side bar cuts the rest.
			description: [next, number].filter((part) => part !== '').join(' · '),
			tooltip: ['CRL', number, vscode.l10n.t('Next update: {0}', exactTime(nextUpdate))],
		};
	}
}
