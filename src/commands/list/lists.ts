/** What the list commands have in common: their page, their results, and what a picked row opens. */
import * as vscode from 'vscode';
import type { AuthorityItem, CertificateItem } from '../../api.js';
import type {
	Authority,
	CertificateSummary,
	PageRequest,
} from '../../core/backends/contract/backend.js';
import type { CertificateSource } from '../../services/ports/places.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import { revokedAtOf } from '../../ui/words/revokedAt.js';
import type { CommandContext } from '../command.js';
import { optionalNumber, optionalString, type Options } from '../input/options.js';
import { pemText } from '../../core/layouts/pemText.js';

export function pageRequest(options: Options): PageRequest {
	return {
		cursor: optionalString(options, 'cursor'),
		limit: optionalNumber(options, 'limit', { min: 1 }),
	};
}

export function toAuthorityItem(mount: string, authority: Authority): AuthorityItem {
	const { id, name, subject, serialNumber, notBefore, notAfter, isDefault, isActive } = authority;
	return {
		id,
		name,
		mount,
		subject,
		serialNumber,
		notBefore,
		notAfter,
		isDefault,
		...(isActive !== undefined && { isActive }),
	};
}

export function toCertificateItem(mount: string, summary: CertificateSummary): CertificateItem {
	const { serialNumber, name, subject, issuer, notBefore, notAfter, revoked } = summary;
	const { subjectAltNames } = summary;
	return {
		serialNumber,
		name,
		mount,
		subject,
		issuer,
		notBefore,
		notAfter,
		...(subjectAltNames && { subjectAltNames: [...subjectAltNames] }),
		revoked,
	};
}

/** Reads a certificate and shows it, with its chain; answers its row. */
export async function openCertificate(
	context: CommandContext,
	source: CertificateSource,
): Promise<CertificateItem> {
	const record = await withProgress(vscode.l10n.t('Reading the certificate'), async (signal) => {
		const client = await context.clients.get(source.connection);
		return client.readCertificate(source.mount, source.serialNumber, { signal });
	});
	await context.views.details.show({
		title: record.name,
		content: pemText([record.certificatePem, ...record.chainPem]),
		source: { ...source, serialNumber: record.serialNumber },
		revokedAt: revokedAtOf(record),
		revocationReason: record.revocationReason,
	});
	return toCertificateItem(source.mount, record);
}

/** The same for an issuer. */
export async function openAuthority(
	context: CommandContext,
	connection: string,
	mount: string,
	id: string,
): Promise<AuthorityItem> {
	const record = await withProgress(
		vscode.l10n.t('Reading the issuer {0}', plainText(id)),
		async (signal) => {
			const client = await context.clients.get(connection);
			return client.readAuthority(mount, id, { signal });
		},
	);
	await context.views.details.show({
		title: record.name,
		content: pemText([record.certificatePem, ...record.chainPem]),
		origin: { kind: 'authority', connection, mount, authority: record.id },
	});
	return toAuthorityItem(mount, record);
}
