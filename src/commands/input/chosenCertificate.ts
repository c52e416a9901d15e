/** The certificate that a command is about: from a backend, a file, or PEM that was handed over. */
import * as vscode from 'vscode';
import type { DetailTarget } from '../../services/services.js';
import { readContents } from '../../ui/contents.js';
import { withProgress } from '../../ui/ask/progress.js';
import { revokedAtOf } from '../../ui/words/revokedAt.js';
import type { CommandContext } from '../command.js';
import { optionalUri } from './fileUris.js';
import { optionalSerialNumber, optionalString, type Options } from './options.js';
import { pemText } from '../../core/layouts/pemText.js';
import { pickCertificate, pickConnection, pickMount } from './pickers.js';

/** The certificate or authority with what stands above it. */
export interface ChosenCertificate extends DetailTarget {
	readonly certificatePem: string;
	/** From the issuer up to the root, as far as it is known. */
	readonly chainPem: readonly string[];
}

/**
 * What to show: a file, whatever it holds (`uri`), else a certificate or authority; what is missing is picked. Rejects
 * with the errors of the file or the call.
 */
export async function chooseTarget(
	context: CommandContext,
	options: Options,
): Promise<DetailTarget> {
	const uri = optionalUri(options, 'uri');
	if (uri && !isInBackend(options)) {
		return { title: uri.path.split('/').at(-1) ?? '', content: await readContents(uri), uri };
	}
	return chooseCertificate(context, options);
}

/** `pem` is taken as it is; else read from its backend. Rejects with `notFound` and the errors of the call. */
export async function chooseCertificate(
	context: CommandContext,
	options: Options,
): Promise<ChosenCertificate> {
	const pem = optionalString(options, 'pem');
	if (pem !== undefined && !isInBackend(options)) {
		const title = optionalString(options, 'name') ?? vscode.l10n.t('Certificate');
		return { title, content: pem, certificatePem: pem, chainPem: [] };
	}
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	const title = vscode.l10n.t('Reading the certificate');
	const authority = optionalString(options, 'authority');
	if (authority !== undefined && optionalSerialNumber(options) === undefined) {
		const record = await withProgress(title, (signal) =>
			client.readAuthority(mount, authority, { signal }),
		);
		const at = { connection: connection.id, mount };
		const origin = { kind: 'authority', ...at, authority: record.id } as const;
		return { title: record.name, origin, ...pemsOf(record) };
	}
	const serialNumber = await pickCertificate(context, connection, mount, options);
	const record = await withProgress(title, (signal) =>
		client.readCertificate(mount, serialNumber, { signal }),
	);
	return {
		title: record.name,
		source: { connection: connection.id, mount, serialNumber: record.serialNumber },
		revokedAt: revokedAtOf(record),
		revocationReason: record.revocationReason,
		...pemsOf(record),
	};
}

function isInBackend(options: Options): boolean {
	return ['serialNumber', 'authority'].some((name) => (options[name] ?? undefined) !== undefined);
}

function pemsOf({
	certificatePem,
	chainPem,
}: {
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
}) {
	return { certificatePem, chainPem, content: pemText([certificatePem, ...chainPem]) };
}
