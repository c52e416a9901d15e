import * as vscode from 'vscode';
import {
	addressOf,
	type Backend,
	type BackendDefinition,
	type BackendStatus,
	can,
} from '../../core/backends/contract/backend.js';
import { readPages } from '../../core/backends/readPages.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { Connection } from '../../services/connectionStore.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { unreadSentences } from '../../ui/words/connections/environmentWords.js';
import {
	failureWord,
	noticeSentence,
	originWords,
	stateWord,
} from '../../ui/words/connections/statusWords.js';
import { relativeTime } from '../../ui/words/words.js';
import { treeItem } from '../../ui/treeItem.js';
import { connectionTags } from './tags.js';
import { mountGroups, MountNode } from './mount.js';
import { ErrorNode, RowNode, TreeNode, type TreeHost } from './node.js';
import { mountParts, shortListLimit } from './mountContext.js';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

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
		return this.#definition.singleMount;
	}

	get #definition(): BackendDefinition {
		return this.host.services.backends.of(this.record);
	}

	get #address(): string {
		return addressOf(this.#definition, this.record.fields) ?? '';
	}

	override toTreeItem(): vscode.TreeItem {
		const { origin, label } = this.record;
		const connect = vscode.l10n.t('Connect');
		return treeItem(this, label, {
			description: this.#words().join(' · '),
			icon: this.#icon(),
			tags: [
				'connection',
				...(origin === 'saved' ? ['saved'] : []),
				this.isConnected ? 'connected' : 'offered',
				...(/^https?:/.test(this.#address) ? ['server'] : []),
				...connectionTags(this.#definition, this.#status?.refused),
			],
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
		setTimeout(() => this.host.update([this]));
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		const client = await this.host.services.clients.get(this.record.id);
		const { mount } = this;
		return mount === undefined ? this.#loadMounts(client) : this.#loadSingle(client, mount);
	}

	/** A CA that makes itself when it is first used shows until then what to do first, and nothing that is still empty. */
	async #loadSingle(client: Backend, mount: string): Promise<readonly TreeNode[]> {
		await this.#readStatus(client);
		const { services } = this.host;
		const parts = mountParts(services, client, this.record, mount, this.#status?.refused);
		const groups = mountGroups(this.host, this, parts);
		const isNew =
			this.#definition.testCertificates !== undefined &&
			(await client.listAuthorities(mount, { limit: 1 })).items.length === 0;
		if (!isNew) return [...this.#noticeRows(), ...groups];
		const text = vscode.l10n.t('Issue your first test certificate');
		const first = { text, icon: 'add', key: 'first', command: 'pki.issueTestCertificate' };
		const roles = groups.filter(({ id }) => id.endsWith('/roles'));
		return [...this.#noticeRows(), new RowNode(this.host, this, first), ...roles];
	}

	async #readStatus(client: Backend): Promise<void> {
		const status = await client.status();
		this.#status = status;
		if (status.state === 'sealed' || status.state === 'uninitialized') {
			throw new PkiError(status.state);
		}
	}

	async #loadMounts(client: Backend): Promise<readonly TreeNode[]> {
		await this.#readStatus(client);
		const node = (mount: string, isPinned: boolean, description?: string, maxTtlSeconds?: number) =>
			new MountNode(
				this.host,
				this,
				mountParts(this.host.services, client, this.record, mount, this.#status?.refused),
				{ mount, description, maxTtlSeconds },
				isPinned,
			);
		const pins = new Set(this.record.pins.map(({ mount }) => mount));
		const pinned = (listed: ReadonlySet<string>) =>
			[...pins].filter((mount) => !listed.has(mount)).map((mount) => node(mount, true));
		try {
			const { items, isWhole } = await readPages((page) => client.listMounts(page), shortListLimit);
			const listed = new Set(items.map(({ mount }) => mount));
			const rows = items.map((item) =>
				node(item.mount, false, item.description, item.maxTtlSeconds),
			);
			const more = isWhole ? [] : [this.#moreMounts(rows.length)];
			return [...this.#noticeRows(), ...rows, ...pinned(listed), ...more];
		} catch (error) {
			if (!isPkiError(error, 'forbidden')) {
				this.heard(error);
				return [...pinned(new Set()), new ErrorNode(this.host, this, error)];
			}
			return [...pinned(new Set()), this.#noMountsListed(error)];
		}
	}

	protected override empty(): readonly TreeNode[] {
		const row = (text: string, icon: string, command: string) =>
			new RowNode(this.host, this, { text, icon, key: command, command });
		const enable = can(this.#definition, 'enableMount')
			? [row(vscode.l10n.t('Enable a PKI mount: none yet'), 'add', 'pki.enableMount')]
			: [new RowNode(this.host, this, { text: vscode.l10n.t('No PKI mount yet') })];
		const text = vscode.l10n.t('Pin a mount that your token may use but not list');
		return [...enable, ...(this.#definition.signIn ? [row(text, 'pin', 'pki.pin')] : [])];
	}

	/** What is not in the list can be reached by its path. */
	#moreMounts(shown: number): TreeNode {
		const text = vscode.l10n.t('Only the first {0} mounts are shown. Pin others by path.', shown);
		return new RowNode(this.host, this, { text, key: 'more', icon: 'pin', command: 'pki.pin' });
	}

	#noMountsListed(error: unknown): TreeNode {
		const text = vscode.l10n.t('Pin a mount by its path: listing is not allowed');
		const tooltip = [text, describeError(error).message];
		return new RowNode(this.host, this, { text, tooltip, icon: 'lock', command: 'pki.pin' });
	}

	#words(): readonly string[] {
		const { describedBy, origin } = this.record;
		if (this.#address === '') return [originWords(origin)];
		if (this.#failure) return [this.#failure.word, describedBy ?? this.#address];
		if (!this.#status) return [describedBy ?? this.#address];
		const { product, version, state, credentialsExpireAt } = this.#status;
		const ends = credentialsExpireAt && relativeTime(credentialsExpireAt, new Date());
		// A narrow side bar cuts the end off.
		return [
			stateWord(state),
			[product, version].filter(Boolean).join(' '),
			...(ends ? [vscode.l10n.t('token expires {0}', ends)] : []),
			...(describedBy === undefined ? [] : [describedBy]),
		];
	}

	#facts(): readonly string[] {
		const { label } = this.record;
		const words = this.#failure
			? [describeError(this.#failure.error).message]
			: [...this.#words(), ...this.#notices()];
		return [label, this.#address, ...words, ...this.#unread()];
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

	#noticeRows(): readonly TreeNode[] {
		// The way on.
		const { signIn } = this.#definition;
		const newCa = can(this.#definition, 'createAuthority') ? 'pki.newLocalCa' : undefined;
		const command = signIn ? 'pki.signIn' : newCa;
		return this.#notices().map(
			(text, index) =>
				new RowNode(this.host, this, {
					text,
					icon: 'warning',
					key: `notice-${index}`,
					command,
				}),
		);
	}
}
