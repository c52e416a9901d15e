import type { AuthorityRecord, CertificateRecord } from '../../core/backends/backend.js';
import type { DetailTarget } from '../../services/services.js';
import { withProgress } from '../../ui/progress.js';
import * as vscode from 'vscode';
import type { CommandContext } from '../command.js';
import { optionalString, type Options } from './options.js';
import { pickCertificate, pickConnection, pickMount } from './pickers.js';

export type Chosen = DetailTarget & { readonly record: CertificateRecord | AuthorityRecord };

/** The certificate or authority that the options name, else the one picked, read from its backend. */
export async function readChosen(context: CommandContext, options: Options): Promise<Chosen> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	const authority = optionalString(options, 'authority');
	const title = vscode.l10n.t('Reading the certificate');
	if (authority !== undefined) {
		const record = await withProgress(title, (signal) =>
			client.readAuthority(mount, authority, { signal }),
		);
		return { title: record.name, content: pemOf(record), record };
	}
	const serialNumber = await pickCertificate(context, connection, mount, options);
	const record = await withProgress(title, (signal) =>
		client.readCertificate(mount, serialNumber, { signal }),
	);
	return {
		title: record.name,
		content: pemOf(record),
		source: { connection: connection.id, mount, serialNumber },
		revokedAt: record.revokedAt,
		record,
	};
}

function pemOf(record: CertificateRecord | AuthorityRecord): string {
	return [record.certificatePem, ...record.chainPem].map((pem) => `${pem.trim()}\n`).join('');
}
