import * as vscode from 'vscode';
import type { CertificateSummary } from '../core/backends/contract/backend.js';
import { verdictOf } from '../core/x509/verdict.js';
import { shortName } from '../ui/words/distinguishedName.js';
import { expiryThreshold } from '../ui/settings.js';
import { exactTime, expiryWords, shortSerial, verdictIcon } from '../ui/words/words.js';
import { treeItem } from './item.js';
import { TreeNode, type TreeHost } from './node.js';

export class CertificateNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		readonly certificate: CertificateSummary,
		private readonly isRevocable = true,
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
		const { name, revoked, unread, serialNumber } = this.certificate;
		const now = new Date();
		const expiry = unread ? vscode.l10n.t('could not be read') : expiryWords(this.certificate, now);
		const issuer = this.certificate.issuer && shortName(this.certificate.issuer);
		return treeItem(this, name === serialNumber ? shortSerial(serialNumber) : name, {
			description: [expiry, issuer].filter(Boolean).join(' · '),
			icon: verdictIcon(verdictOf(this.certificate, now, expiryThreshold())),
			tags: ['certificate', ...(revoked ? ['revoked'] : this.isRevocable ? ['revocable'] : [])],
			tooltip: this.#facts(expiry),
			spoken: vscode.l10n.t('serial number {0}', shortSerial(serialNumber)),
			state: vscode.TreeItemCollapsibleState.None,
			command: {
				title: vscode.l10n.t('Show Details'),
				command: 'pki.showDetails',
				arguments: [this],
			},
		});
	}

	#facts(expiry: string): readonly string[] {
		const { name, notAfter, revokedAt, issuer, subjectAltNames = [] } = this.certificate;
		const others = subjectAltNames.map(({ value }) => value).filter((value) => value !== name);
		const ends = notAfter === undefined ? expiry : `${expiry} (${exactTime(notAfter)})`;
		return [
			name,
			revokedAt === undefined ? ends : vscode.l10n.t('revoked on {0}', exactTime(revokedAt)),
			others.length === 0 ? '' : vscode.l10n.t('Also for: {0}', shortList(others)),
			issuer === undefined ? '' : vscode.l10n.t('Issuer: {0}', issuer),
			vscode.l10n.t('Serial number: {0}', this.serialNumber),
		];
	}
}

/** The first names; a certificate may have hundreds. */
function shortList(names: readonly string[], shown = 8): string {
	const first = names.slice(0, shown).join(', ');
	const more = names.length - shown;
	return more > 0 ? vscode.l10n.t('{0} and {1} more', first, more) : first;
}
