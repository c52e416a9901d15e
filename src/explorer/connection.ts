import * as vscode from 'vscode';
import {
	addressOf,
	type Backend,
	type BackendDefinition,
	type BackendStatus,
	can,
} from '../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../core/common/errors.js';
import type { Connection } from '../services/services.js';
import { describeError } from '../ui/words/errors.js';
import { noticeSentence, originWords, stateWord } from '../ui/words/statusWords.js';
import { relativeTime } from '../ui/words/words.js';
import { treeItem } from './item.js';
import { connectionTags } from './tags.js';
import { mountGroups, MountNode } from './mount.js';
import { ErrorNode, RowNode, TreeNode, type TreeHost } from './node.js';
import { mountParts, shortListLimit } from './mountContext.js';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export class ConnectionNode extends TreeNode {
	#status: BackendStatus | undefined;

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
		const { origin, label, describedBy } = this.record;
		const title = origin === 'environment' ? `${describedBy ?? ''} ${label}`.trim() : label;
		const connect = vscode.l10n.t('Connect');
		return treeItem(this, title, {
			description: this.#words().join(' · '),
			icon: this.isConnected ? 'server-environment' : 'plug',
			tags: [
				'connection',
				...(origin === 'saved' ? ['saved'] : []),
				this.isConnected ? 'connected' : 'offered',
				...connectionTags(this.#definition),
			],
			tooltip: [title, this.#address, ...this.#words(), ...this.#notices()],
			state: this.isConnected ? (origin === 'saved' ? Collapsed : Expanded) : None,
			command: this.isConnected
				? undefined
				: { title: connect, command: 'pki.connectEnvironment', arguments: [this] },
		});
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
		const groups = mountGroups(this.host, this, mountParts(services, client, this.record, mount));
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
		// Where its words stay as they are, it is not drawn again: VS Code's tree hangs when a row that has just got its
		// children is, while the view is drawn for the first time.
		if (this.#address !== '') setTimeout(() => this.host.redraw(this));
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
				mountParts(this.host.services, client, this.record, mount),
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
			if (!isPkiError(error, 'forbidden'))
				return [...pinned(new Set()), new ErrorNode(this.host, this, error)];
			return [...pinned(new Set()), this.#noMountsListed(error)];
		}
	}

	protected override empty(): readonly TreeNode[] {
		const row = (text: string, icon: string, command: string) =>
			new RowNode(this.host, this, { text, icon, key: command, command });
		const enable = can(this.#definition, 'enableMount')
			? [row(vscode.l10n.t('No PKI mount yet: enable one'), 'add', 'pki.enableMount')]
			: [new RowNode(this.host, this, { text: vscode.l10n.t('No PKI mount yet') })];
		const text = vscode.l10n.t('Or pin one that your token may use but not list');
		return [...enable, ...(this.#definition.signIn ? [row(text, 'pin', 'pki.pin')] : [])];
	}

	#noMountsListed(error: unknown): TreeNode {
		const text = `${describeError(error).message} ${vscode.l10n.t('Pin a mount by its path')}`;
		return new RowNode(this.host, this, { text, icon: 'lock', command: 'pki.pin' });
	}

	#words(): readonly string[] {
		if (this.#address === '') return [originWords(this.record.origin)];
		if (!this.#status) {
			return [originWords(this.record.origin) || this.#address];
		}
		const { product, version, state, credentialsExpireAt } = this.#status;
		const ends = credentialsExpireAt && relativeTime(credentialsExpireAt, new Date());
		return [
			[product, version].filter(Boolean).join(' '),
			stateWord(state),
			...(ends ? [vscode.l10n.t('token ends {0}', ends)] : []),
		];
	}

	#notices(): readonly string[] {
		return (this.#status?.notices ?? []).flatMap((notice) => noticeSentence(notice) ?? []);
	}

	#noticeRows(): readonly TreeNode[] {
		// The way on.
		const { signIn } = this.#definition;
		const newCa = can(this.#definition, 'reset') ? 'pki.newLocalCa' : undefined;
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
