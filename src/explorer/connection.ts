import * as vscode from 'vscode';
import type { Backend, BackendStatus } from '../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../core/common/errors.js';
import type { Connection } from '../services/services.js';
import { describeError } from '../ui/words/errors.js';
import { unreadSentences } from '../ui/words/environmentWords.js';
import { failureWord, noticeSentence, stateWord } from '../ui/words/statusWords.js';
import { relativeTime } from '../ui/words/words.js';
import { treeItem } from './item.js';
import { mountGroups, MountNode } from './mount.js';
import { ErrorNode, RowNode, TreeNode, type TreeHost } from './node.js';
import { mountParts, shortListLimit } from './mountContext.js';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The one mount of a backend that has none. */
const builtInMount = 'local';

export class ConnectionNode extends TreeNode {
	protected override readonly asksServer = true;
	#status: BackendStatus | undefined;
	/** Why the last look failed; what was known before is not shown then. */
	#failure: { readonly error: unknown; readonly word: string } | undefined;

	constructor(
		host: TreeHost,
		readonly record: Connection,
		/** False for what the environment describes until the user wants it. */
		readonly isConnected: boolean,
	) {
		// Another id once it is connected, so that the row opens anew.
		super(host, undefined, `${record.id}${isConnected ? '' : '/offered'}`);
	}

	override get connection(): string {
		return this.record.id;
	}

	override get mount(): string | undefined {
		return this.#isBuiltIn ? builtInMount : undefined;
	}

	get #isBuiltIn(): boolean {
		return this.record.origin === 'builtIn';
	}

	override toTreeItem(): vscode.TreeItem {
		const { origin, backend, label } = this.record;
		const connect = vscode.l10n.t('Connect');
		return treeItem(this, label, {
			description: this.#words().join(' · '),
			icon: this.#icon(),
			tags: ['connection', origin, backend, this.isConnected ? 'connected' : 'offered'],
			tooltip: this.#facts(),
			state: this.isConnected ? (origin === 'saved' ? Collapsed : Expanded) : None,
			command: this.isConnected
				? undefined
				: { title: connect, command: 'pki.connectEnvironment', arguments: [this] },
		});
	}

	/** From itself or from any row below. */
	override heard(error: unknown): void {
		const word = failureWord(error);
		// Some other failure of a single request says nothing of the connection.
		if (error !== undefined && word === undefined) return;
		if (word === this.#failure?.word) return;
		this.#failure = word === undefined ? undefined : { error, word };
		setTimeout(() => this.host.redraw(this));
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		const client = await this.host.services.clients.get(this.record.id);
		return this.#isBuiltIn ? this.#loadBuiltIn(client) : this.#loadMounts(client);
	}

	/** A CA that has not been used shows what to do first, and nothing that is still empty. */
	async #loadBuiltIn(client: Backend): Promise<readonly TreeNode[]> {
		const [status, { items }] = await Promise.all([
			client.status(),
			client.listAuthorities(builtInMount, { limit: 1 }),
		]);
		// Its words stay as they are, so it is not drawn again: VS Code's tree hangs when a row that has just got its
		// children is, while the view is drawn for the first time.
		this.#status = status;
		const groups = mountGroups(this.host, this, mountParts(client, this.record, builtInMount));
		if (items.length > 0) return [...this.#noticeRows(), ...groups];
		const text = vscode.l10n.t('Issue your first test certificate');
		const first = { text, icon: 'add', key: 'first', command: 'pki.issueTestCertificate' };
		const roles = groups.filter(({ id }) => id.endsWith('/roles'));
		return [...this.#noticeRows(), new RowNode(this.host, this, first), ...roles];
	}

	async #loadMounts(client: Backend): Promise<readonly TreeNode[]> {
		const status = await client.status();
		this.#show(status);
		if (status.state === 'sealed' || status.state === 'uninitialized') {
			throw new PkiError(status.state);
		}
		const node = (mount: string, isPinned: boolean, description?: string, maxTtlSeconds?: number) =>
			new MountNode(
				this.host,
				this,
				mountParts(client, this.record, mount),
				{ mount, description, maxTtlSeconds },
				isPinned,
			);
		const pins = new Set(this.record.pins.map(({ mount }) => mount));
		const pinned = (listed: ReadonlySet<string>) =>
			[...pins].filter((mount) => !listed.has(mount)).map((mount) => node(mount, true));
		try {
			const { items } = await client.listMounts({ limit: shortListLimit });
			const listed = new Set(items.map(({ mount }) => mount));
			const rows = items.map((item) =>
				node(item.mount, false, item.description, item.maxTtlSeconds),
			);
			return [...this.#noticeRows(), ...rows, ...pinned(listed)];
		} catch (error) {
			if (!isPkiError(error, 'forbidden')) {
				this.heard(error);
				return [...pinned(new Set()), new ErrorNode(this.host, this, error)];
			}
			return [...pinned(new Set()), this.#noMountsListed(error)];
		}
	}

	protected override empty(): readonly TreeNode[] {
		const text = vscode.l10n.t('Enable a PKI mount: there is none yet');
		return [
			new RowNode(this.host, this, { text, icon: 'add', command: 'pki.enableMount' }),
			new RowNode(this.host, this, {
				text: vscode.l10n.t('Pin a mount that your token may use but not list'),
				icon: 'pin',
				key: 'pin',
				command: 'pki.pin',
			}),
		];
	}

	#noMountsListed(error: unknown): TreeNode {
		const text = vscode.l10n.t('Pin a mount by its path: listing is not allowed');
		const tooltip = [text, describeError(error).message];
		return new RowNode(this.host, this, { text, tooltip, icon: 'lock', command: 'pki.pin' });
	}

	#show(status: BackendStatus): void {
		this.#status = status;
		setTimeout(() => this.host.redraw(this));
	}

	#words(): readonly string[] {
		const { describedBy, fields } = this.record;
		if (this.#isBuiltIn) return [vscode.l10n.t('built in')];
		if (this.#failure) return [this.#failure.word, describedBy ?? fields.address ?? ''];
		if (!this.#status) return [describedBy ?? fields.address ?? ''];
		const { product, version, state, credentialsExpireAt } = this.#status;
		const ends = credentialsExpireAt && relativeTime(credentialsExpireAt, new Date());
		// A narrow side bar cuts the end off.
		return [
			stateWord(state),
			[product, version].filter(Boolean).join(' '),
			...(ends ? [vscode.l10n.t('token ends {0}', ends)] : []),
			...(describedBy === undefined ? [] : [describedBy]),
		];
	}

	#facts(): readonly string[] {
		const { label, fields } = this.record;
		const words = this.#failure
			? [describeError(this.#failure.error).message]
			: [...this.#words(), ...this.#notices()];
		return [label, fields.address ?? '', ...words, ...this.#unread()];
	}

	#icon(): vscode.ThemeIcon {
		if (!this.isConnected) return new vscode.ThemeIcon('plug');
		const color = this.#failure && new vscode.ThemeColor('problemsErrorIcon.foreground');
		return new vscode.ThemeIcon('server-environment', color);
	}

	#notices(): readonly string[] {
		return (this.#status?.notices ?? []).flatMap((notice) => noticeSentence(notice) ?? []);
	}

	#unread(): readonly string[] {
		return unreadSentences(this.record.unread);
	}

	/** What a click on a notice does: the way on. */
	#noticeCommand(): string {
		return this.#isBuiltIn ? 'pki.newLocalCa' : 'pki.signIn';
	}

	#noticeRows(): readonly TreeNode[] {
		return this.#notices().map(
			(text, index) =>
				new RowNode(this.host, this, {
					text,
					icon: 'warning',
					key: `notice-${index}`,
					command: this.#noticeCommand(),
				}),
		);
	}
}
