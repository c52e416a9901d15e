import * as vscode from 'vscode';
import type { Backend, BackendDefinition, Mount } from '../../core/backends/contract/backend.js';
import type { CallOptions } from '../../core/common/call.js';
import { durationWords } from '../../ui/words/roleWords.js';
import { AuthoritiesNode } from './authorities.js';
import { CertificatesNode, type CertificateSource } from './certificates.js';
import { CrlNode } from './crl.js';
import { treeItem } from '../../ui/treeItem.js';
import { TreeNode, type TreeHost } from './node.js';
import type { MountParts } from './mountContext.js';
import { RolesNode } from './roles.js';

/**
 * The groups below a mount; the only one of its backend has them below the connection itself. The longest list comes last,
 * so that nothing has to be looked for below it.
 */
export function mountGroups(host: TreeHost, parent: TreeNode, parts: MountParts): TreeNode[] {
	const { client } = parts;
	return [
		new AuthoritiesNode(host, parent, parts),
		new RolesNode(host, parent, parts),
		// Where every CA has its own, it stands below the row of the CA.
		...(client.readCrl && !client.readAuthorityCrl ? [new CrlNode(host, parent, parts)] : []),
		...(client.listRevoked ? [new CertificatesNode(host, parent, revokedOnes(parts))] : []),
		new CertificatesNode(host, parent, allCertificates(parts)),
	];
}

function allCertificates(parts: MountParts): CertificateSource {
	const { client, definition, mount } = parts;
	const count = client.countCertificates?.bind(client);
	return {
		key: 'certificates',
		label: vscode.l10n.t('Certificates'),
		...emptyWords(client, definition),
		tags: parts.tags,
		refusal: () => listRefusal(parts),
		page: (request, call) => client.listCertificates(mount, request, call),
		...(count && { count: () => count(mount) }),
		read: (serialNumber) => client.readCertificate(mount, serialNumber),
	};
}

function emptyWords(
	client: Backend,
	{ testCertificates }: BackendDefinition,
): Pick<CertificateSource, 'emptyText' | 'emptyCommand'> {
	if (testCertificates) {
		return {
			emptyText: vscode.l10n.t('Issue a test certificate: none yet'),
			emptyCommand: 'pki.issueTestCertificate',
		};
	}
	return client.issue || client.sign
		? {
				emptyText: vscode.l10n.t('Issue a certificate from a role: none yet'),
				emptyCommand: 'pki.issueCertificate',
			}
		: { emptyText: vscode.l10n.t('No certificates yet') };
}

function revokedOnes(parts: MountParts): CertificateSource {
	const { client, mount } = parts;
	return {
		key: 'revoked',
		label: vscode.l10n.t('Revoked'),
		emptyText: vscode.l10n.t('No revoked certificates'),
		tags: parts.tags,
		refusal: () => listRefusal(parts),
		page: async (request, call: CallOptions) =>
			(await client.listRevoked?.(mount, request, call)) ?? { items: [] },
	};
}

async function listRefusal({ permissions }: MountParts): Promise<string | undefined> {
	const may = await permissions();
	return may?.listCertificates === true
		? undefined
		: vscode.l10n.t('Your token cannot list certificates here.');
}

export class MountNode extends TreeNode {
	constructor(
		host: TreeHost,
		parent: TreeNode,
		private readonly parts: MountParts,
		private readonly record: Mount,
		private readonly isPinned: boolean,
	) {
		super(host, parent, `${parent.id}/${record.mount}`);
	}

	override get mount(): string {
		return this.record.mount;
	}

	override toTreeItem(): vscode.TreeItem {
		const { mount, description = '', maxTtlSeconds } = this.record;
		const pinned = this.isPinned ? vscode.l10n.t('pinned') : '';
		return treeItem(this, `${mount}/`, {
			description: [description, pinned].filter((part) => part !== '').join(' · '),
			icon: 'archive',
			tags: ['mount', ...this.parts.tags, ...(this.isPinned ? ['pinned'] : [])],
			tooltip: [
				`${mount}/`,
				description,
				maxTtlSeconds === undefined
					? ''
					: vscode.l10n.t('Maximum lifetime: {0}', durationWords(maxTtlSeconds)),
			],
		});
	}

	protected override load(): Promise<readonly TreeNode[]> {
		return Promise.resolve(mountGroups(this.host, this, this.parts));
	}
}
