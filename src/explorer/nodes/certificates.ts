import * as vscode from 'vscode';
import type {
	CertificateSummary,
	Page,
	PageRequest,
} from '../../core/backends/contract/backend.js';
import type { CallOptions } from '../../core/common/call.js';
import { isPkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import { CertificateNode } from './certificate.js';
import { treeItem } from '../../ui/treeItem.js';
import { counted, listLines, listNotes, type ListState, searchAllWords } from './listWords.js';
import { type Arrangement, LoadedCertificates, type Order } from './loaded.js';
import { RowNode, TreeNode, type TreeHost } from './node.js';

/** What a list shows at first, and what *Load more* adds. */
const pageSize = 200;
/** *Load all* asks for more at once; a page still ends soon enough for cancelling. */
const largePage = 1000;

export interface CertificateSource {
	readonly key: 'certificates' | 'revoked';
	readonly label: string;
	readonly emptyText: string;
	/** What a click on the empty list does; it gets the list. */
	readonly emptyCommand?: string;
	/** For the menus of its rows. */
	readonly tags: readonly string[];
	/** Why the list will be refused, or undefined when it will not. */
	refusal(): Promise<string | undefined>;
	page(request: PageRequest, call: CallOptions): Promise<Page<CertificateSummary>>;
	count?(): Promise<number>;
	/** One that is on no loaded page. */
	read?(serialNumber: string): Promise<CertificateSummary>;
}

/** Certificates page by page; sort and filter act on what is loaded, and the row says so. */
export class CertificatesNode extends TreeNode {
	protected override readonly asksServer = true;
	#list = new LoadedCertificates();
	#reading: Promise<void> | undefined;
	/** What filter and order leave of what is loaded; the row and its children are drawn from the same. */
	#rows: readonly CertificateSummary[] = [];

	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly source: CertificateSource,
	) {
		super(host, parent, `${parent.id}/${source.key}`);
	}

	/** Also where nothing was read yet. */
	get hasMore(): boolean {
		return this.#list.hasMore || !this.#list.isRead;
	}

	/** Not only those that are revoked. */
	get holdsAll(): boolean {
		return this.source.key === 'certificates';
	}

	get order(): Order {
		return this.#arrangement.order;
	}

	get filter(): string {
		return this.#arrangement.filter;
	}

	get #arrangement(): Arrangement {
		return this.host.arrangements.get(this.id) ?? { order: 'server', filter: '', size: 0 };
	}

	override toTreeItem(): vscode.TreeItem {
		const { isRead } = this.#list;
		return treeItem(this, this.source.label, {
			description: isRead ? listNotes(this.#state).join(' · ') : '',
			icon: this.source.key === 'revoked' ? 'circle-slash' : 'list-tree',
			tooltip: isRead ? listLines(this.source.label, this.#state) : undefined,
			tags: [
				'certificates',
				...(this.#list.hasMore ? ['more'] : []),
				...(this.filter === '' ? [] : ['filtered']),
			],
		});
	}

	/** Draws what is loaded in another order or only some of it; the server is not asked. */
	arrange(change: { readonly order?: Order; readonly filter?: string }): void {
		const { order = this.order, filter = this.filter } = change;
		this.#keep({ order, filter: filter.trim() });
		this.#redrawLoaded();
	}

	/** The next page; two clicks ask once. */
	async more(): Promise<void> {
		await this.#readOnce({});
		this.#redrawLoaded();
	}

	/** Every page. What came before a failure or a cancel stays. */
	async all(): Promise<void> {
		const title = vscode.l10n.t('Loading certificates');
		try {
			await withProgress(title, async (signal, report) => {
				while (!signal.aborted && (this.#list.hasMore || !this.#list.isRead)) {
					await this.#readOnce({ limit: largePage }, { signal });
					const { size, total } = this.#list;
					report(counted(this.#list), total ? (100 * size) / total : undefined);
				}
			});
		} catch (error) {
			if (!isPkiError(error, 'cancelled')) throw error;
		} finally {
			this.#redrawLoaded();
		}
	}

	/** The row of a certificate, looked up when it is on no loaded page; undefined where it is not in this mount. */
	async find(serialNumber: string): Promise<TreeNode | undefined> {
		await this.children();
		if (!this.#list.has(serialNumber)) {
			const found = await this.#lookUp(serialNumber);
			if (!found) return undefined;
			this.#list.include(found);
			this.#redrawLoaded();
		}
		if (this.filter !== '' && !(await this.#row(serialNumber))) this.arrange({ filter: '' });
		return this.#row(serialNumber);
	}

	/** Reads as much anew as was loaded, so that the selection stays. */
	override forget(): void {
		super.forget();
		this.#list = new LoadedCertificates();
		this.#reading = undefined;
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		const refusal = this.#list.isRead ? undefined : await this.#readFirst();
		if (refusal !== undefined) {
			const text = vscode.l10n.t('Find one by serial number: listing is not allowed');
			const row = { text, tooltip: [text, refusal], icon: 'lock', command: 'pki.findBySerial' };
			return [new RowNode(this.host, this, row)];
		}
		const nodes: TreeNode[] = this.#rows.map((item) => this.#rowOf(item));
		if (nodes.length === 0 && this.#list.size > 0) nodes.push(this.#nothingMatches());
		if (this.#list.hasMore) nodes.push(this.#rest());
		return nodes;
	}

	protected override empty(): readonly TreeNode[] {
		const { emptyText, emptyCommand } = this.source;
		return [new RowNode(this.host, this, { text: emptyText, command: emptyCommand })];
	}

	/** Answers why the server refused, where that is a right that is missing. */
	async #readFirst(): Promise<string | undefined> {
		const limit = Math.min(Math.max(pageSize, this.#arrangement.size), 5 * largePage);
		try {
			await this.#readOnce({ limit });
			this.#rows = this.#list.rows(this.order, this.filter);
		} catch (error) {
			const refusal = isPkiError(error, 'forbidden') ? await this.source.refusal() : undefined;
			if (refusal === undefined) throw error;
			return refusal;
		}
		const list = this.#list;
		if (list.hasMore && list.total === undefined) {
			this.inBackground('count certificates', async () => {
				list.total = await this.source.count?.();
			});
		}
		return undefined;
	}

	/** One page at a time: whoever asks meanwhile waits for the same one. */
	#readOnce(request: PageRequest, call: CallOptions = {}): Promise<void> {
		this.#reading ??= this.#readPage(request, call);
		return this.#reading;
	}

	async #readPage(request: PageRequest, call: CallOptions): Promise<void> {
		const list = this.#list;
		try {
			list.add(await this.source.page({ limit: pageSize, ...request, cursor: list.cursor }, call));
			// Asked for no more than there are, a server cannot say that these are all.
			this.#keep({ size: list.hasMore ? list.size : list.size + pageSize });
		} finally {
			// A refresh in between has begun a list of its own.
			if (list === this.#list) this.#reading = undefined;
		}
	}

	#keep(change: Partial<Arrangement>): void {
		this.host.arrangements.set(this.id, { ...this.#arrangement, ...change });
	}

	#redrawLoaded(): void {
		super.forget();
		this.#rows = this.#list.rows(this.order, this.filter);
		this.host.redraw(this);
	}

	async #lookUp(serialNumber: string): Promise<CertificateSummary | undefined> {
		try {
			return await this.source.read?.(serialNumber);
		} catch (error) {
			if (isPkiError(error, 'notFound') || isPkiError(error, 'forbidden')) return undefined;
			throw error;
		}
	}

	async #row(serialNumber: string): Promise<TreeNode | undefined> {
		const rows = await this.children();
		return rows.find((row) => row instanceof CertificateNode && row.serialNumber === serialNumber);
	}

	#rowOf(item: CertificateSummary): CertificateNode {
		return new CertificateNode(this.host, this, item, this.source.tags);
	}

	#nothingMatches(): TreeNode {
		const text = this.#list.hasMore
			? vscode.l10n.t('No loaded certificate matches “{0}”', this.filter)
			: vscode.l10n.t('No certificate matches “{0}”', this.filter);
		const command = 'pki.filterCertificates';
		return new RowNode(this.host, this, { text, icon: 'filter', command });
	}

	/** What is not loaded yet: the next page, or under a filter all of it, since that is what is searched for. */
	#rest(): TreeNode {
		if (this.filter === '') {
			const text = vscode.l10n.t('Load more');
			return new RestNode(this.host, this, { text, icon: 'ellipsis', command: 'pki.loadMore' });
		}
		const text = searchAllWords(this.#list.total);
		return new RestNode(this.host, this, { text, icon: 'search', command: 'pki.loadAll' });
	}

	get #state(): ListState {
		const { size, total, hasMore } = this.#list;
		const { filter, order } = this;
		return { size, total, hasMore, filter, order, shown: this.#rows.length };
	}
}

/** The list of all certificates among the groups of a mount; that of the revoked ones is none. */
export function certificatesBelow(groups: readonly TreeNode[]): CertificatesNode | undefined {
	return groups.find(
		(group): group is CertificatesNode => group instanceof CertificatesNode && group.holdsAll,
	);
}

/** The last row of a list that is not loaded to its end; a click loads on. */
class RestNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: CertificatesNode,
		private readonly row: {
			readonly text: string;
			readonly icon: string;
			readonly command: string;
		},
	) {
		super(host, parent, `${parent.id}/more`);
	}

	override toTreeItem(): vscode.TreeItem {
		const { text: title, icon, command } = this.row;
		return treeItem(this, title, {
			icon,
			tags: ['loadMore'],
			state: vscode.TreeItemCollapsibleState.None,
			command: { title, command, arguments: [this.parent] },
		});
	}
}
