import * as vscode from 'vscode';
import type { CertificateSummary } from '../../core/backends/contract/backend.js';
import { verdictOf } from '../../core/x509/verdict.js';
import { rowClick } from '../../services/ports/explorer.js';
import { shortName } from '../../ui/words/distinguishedName.js';
import { expiryThreshold } from '../../ui/settings.js';
import { revokedAtOf } from '../../ui/words/revokedAt.js';
import {
	checkWords,
	expiryInRow,
	expiryWords,
	shortSerial,
	verdictIcon,
	verdictWords,
} from '../../ui/words/words.js';
import { treeItem } from '../../ui/treeItem.js';
import { TreeNode, type TreeHost } from './node.js';

export class CertificateNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		readonly certificate: CertificateSummary,
		/** Of its mount: what its backend can do. */
		private readonly mountTags: readonly string[],
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
		const { name, unread, serialNumber } = this.certificate;
		const now = new Date();
		const issuer = this.certificate.issuer && shortName(this.certificate.issuer);
		const described = (expiry: typeof expiryWords) =>
			[unread ? vscode.l10n.t('could not be read') : expiry(this.certificate, now), issuer]
				.filter(Boolean)
				.join(' · ');
		return treeItem(this, name === serialNumber ? shortSerial(serialNumber) : name, {
			description: described(expiryInRow),
			spokenDescription: described(expiryWords),
			icon: verdictIcon(verdictOf(this.certificate, now, expiryThreshold())),
			tags: this.#tags(),
			tooltip: this.#facts(now),
			spoken: vscode.l10n.t('serial number {0}', shortSerial(serialNumber)),
			state: vscode.TreeItemCollapsibleState.None,
			command: {
				title: vscode.l10n.t('Show Details'),
				command: 'pki.showDetails',
				arguments: [this, rowClick],
			},
		});
	}

	#tags(): readonly string[] {
		const { revoked, isCa } = this.certificate;
		const isIssued = ['can:issue', 'can:sign'].some((tag) => this.mountTags.includes(tag));
		return [
			'certificate',
			...(revoked ? ['revoked'] : this.mountTags.includes('can:revoke') ? ['revocable'] : []),
			...(isIssued && isCa !== true ? ['renewable'] : []),
		];
	}

	#facts(now: Date): readonly string[] {
		const { name, issuer, subjectAltNames = [] } = this.certificate;
		const others = subjectAltNames.map(({ value }) => value).filter((value) => value !== name);
		return [
			name,
			...this.#verdict(now),
			others.length === 0 ? '' : vscode.l10n.t('Also for: {0}', shortList(others)),
			issuer === undefined ? '' : vscode.l10n.t('Issuer: {0}', issuer),
			vscode.l10n.t('Serial number: {0}', this.serialNumber),
		];
	}

	/** Whoever lists it knows whether it is revoked; its signature is looked at in the details only. */
	#verdict(now: Date): readonly string[] {
		const { certificate } = this;
		if (certificate.unread) return [vscode.l10n.t('could not be read')];
		const verdict = verdictOf(certificate, now, expiryThreshold());
		const times = { ...certificate, revokedAt: revokedAtOf(certificate) };
		const { words, exact } = verdictWords(verdict, times, now);
		const checks = checkWords(verdict, { signature: 'unknown', revocation: true });
		return [exact === '' ? words : `${words} (${exact})`, checks ?? ''];
	}
}

/** The first names; a certificate may have hundreds. */
function shortList(names: readonly string[], shown = 8): string {
	const first = names.slice(0, shown).join(', ');
	const more = names.length - shown;
	return more > 0 ? vscode.l10n.t('{0} and {1} more', first, more) : first;
}
