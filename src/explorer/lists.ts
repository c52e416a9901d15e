import * as vscode from 'vscode';
import type { CertificateSummary, Page } from '../core/backends/backend.js';
import { isPkiError } from '../core/common/errors.js';
import { withProgress } from '../ui/progress.js';
import { expiryWords, exactTime, shortSerial, verdictIcon } from '../ui/words.js';
import { treeItem, TreeNode, type TreeHost } from './node.js';

export const certificatePage = 200;
const { None, Collapsed } = vscode.TreeItemCollapsibleState;

export class CertificateNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		readonly certificate: CertificateSummary,
	) {
		super(host, parent, `${parent.id}/${certificate.serialNumber}`);
	}

	get name(): string {
		return this.certificate.name;
	}

	get serialNumber(): string {
		return this.certificate.serialNumber;
	}

	override toTreeItem(): vscode.TreeItem {
		const { certificate } = this;
		const now = new Date();
		const expiry = certificate.unread ? '' : expiryWords(certificate, now);
		const issuer = /(?:^|,)CN=((?:\\.|[^,\\])+)/.exec(certificate.issuer ?? '')?.[1];
		const facts = [
			certificate.name,
			expiry,
			certificate.notAfter && exactTime(certificate.notAfter),
			certificate.issuer,
			shortSerial(certificate.serialNumber),
		];
		return treeItem(this, certificate.name, {
			description: [expiry, issuer].filter(Boolean).join(' · '),
			icon: verdictIcon(quickVerdict(certificate, now)),
			tags: ['certificate', certificate.revoked ? 'revoked' : 'revocable'],
			tooltip: facts.filter(Boolean).join('\n'),
			state: None,
			command: {
				title: vscode.l10n.t('Show Details'),
				command: 'pki.showDetails',
				arguments: [this],
			},
		});
	}
}

function quickVerdict(certificate: CertificateSummary, now: Date) {
	if (certificate.revoked) return 'revoked';
	if (certificate.notAfter === undefined) return 'unknown';
	const end = Date.parse(certificate.notAfter);
	if (end <= now.getTime()) return 'expired';
	const settings = vscode.workspace.getConfiguration('pki.expiry');
	const left = end - now.getTime();
	const life = end - Date.parse(certificate.notBefore ?? now.toISOString());
	const soon =
		left < settings.get<number>('warnDays', 30) * 86_400_000 &&
		left <= settings.get<number>('warnLifetimeShare', 0.2) * life;
	return soon ? 'expiresSoon' : 'valid';
}

/** Certificates page by page; sort and filter act on what is loaded, and the row says so. */
export class CertificatesNode extends TreeNode {
	#items: CertificateSummary[] = [];
	#cursor: string | undefined;
	#total: number | undefined;
	#read = false;
	order: 'server' | 'expiry' | 'name' = 'server';
	filterText = '';

	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly label: string,
		key: string,
		private readonly readPage: (
			cursor: string | undefined,
			signal?: AbortSignal,
		) => Promise<Page<CertificateSummary>>,
	) {
		super(host, parent, `${parent.id}/${key}`);
	}

	override toTreeItem(): vscode.TreeItem {
		const count = this.#items.length.toLocaleString('en');
		const total =
			this.#total?.toLocaleString('en') ?? (this.#cursor ? vscode.l10n.t('more') : count);
		const counted = total === count ? `(${count})` : vscode.l10n.t('({0} of {1})', count, total);
		const notes = [
			this.#read ? counted : '',
			this.filterText && vscode.l10n.t('filtered by “{0}”', this.filterText),
			this.order === 'server' ? '' : vscode.l10n.t('loaded ones by {0}', this.order),
		];
		return treeItem(this, this.label, {
			description: notes.filter(Boolean).join(' · '),
			icon: 'list-tree',
			tags: ['certificates'],
			state: Collapsed,
		});
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		if (!this.#read) await this.more();
		const wanted = this.filterText.toLowerCase();
		const rows = this.#items.filter((item) =>
			`${item.name} ${item.subject ?? ''} ${item.serialNumber}`.toLowerCase().includes(wanted),
		);
		if (this.order === 'name') rows.sort((a, b) => a.name.localeCompare(b.name));
		if (this.order === 'expiry') {
			rows.sort((a, b) => (a.notAfter ?? '').localeCompare(b.notAfter ?? ''));
		}
		const nodes: TreeNode[] = rows.map((item) => new CertificateNode(this.host, this, item));
		if (this.#cursor !== undefined) nodes.push(new LoadMoreNode(this.host, this));
		return nodes;
	}

	override forget(): void {
		super.forget();
		this.#items = [];
		this.#cursor = undefined;
		this.#read = false;
	}

	async more(signal?: AbortSignal): Promise<void> {
		const page = await this.readPage(this.#cursor, signal);
		this.#items.push(...page.items);
		this.#cursor = page.cursor;
		this.#total = page.total ?? this.#total;
		this.#read = true;
		this.redrawLoaded();
	}

	async all(): Promise<void> {
		await withProgress(vscode.l10n.t('Loading certificates'), async (signal, report) => {
			while (!signal.aborted && (this.#cursor !== undefined || !this.#read)) {
				await this.more(signal);
				report(this.#items.length.toLocaleString('en'));
			}
		}).catch((error: unknown) => {
			if (!isPkiError(error, 'cancelled')) throw error;
		});
	}

	/** Draws what is loaded, without asking the server again. */
	redrawLoaded(): void {
		super.forget();
		this.host.redraw(this);
	}
}

class LoadMoreNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: CertificatesNode,
	) {
		super(host, parent, `${parent.id}/more`);
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, vscode.l10n.t('Load more'), {
			icon: 'ellipsis',
			tags: ['loadMore'],
			state: None,
			command: {
				title: vscode.l10n.t('Load more'),
				command: 'pki.loadMore',
				arguments: [this.parent],
			},
		});
	}
}
