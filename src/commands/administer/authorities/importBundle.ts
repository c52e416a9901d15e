import * as vscode from 'vscode';
import type { AdminOutcome } from '../../../core/backends/contract/administration.js';
import type { Backend } from '../../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../../core/common/errors.js';
import { readPemFacts } from '../../../core/x509/certificate.js';
import { maximumInputSize } from '../../../core/decode/decode.js';
import { describeError } from '../../../ui/words/errors/errors.js';
import { plainText } from '../../../ui/words/plainText.js';
import { confirmLoss } from '../../../ui/ask/confirm.js';
import { withProgress } from '../../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { carryOut, pickAdminTarget } from '../admin.js';
import { type CaBundle, readCaBundle } from './caBundle.js';
import { readBounded } from '../../../services/files/files.js';
import { optionalBoolean, optionalFile } from '../../input/options.js';
import { pickMount } from '../../input/pickers.js';

/**
 * `pki.importBundle` `{ connection, mount, bundle, confirmed }`: a file with CA certificates, and their keys where the
 * user has them. It is read and checked here before anything is sent. A key that belongs to none of the certificates, nor
 * to an issuer of the mount, is only imported with `confirmed: true`, or when a person says so.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const target = await pickAdminTarget(context, input.options, 'importBundle');
	const mount = await pickMount(context, target.connection, input.options);
	const bundle = await readBundle(optionalFile(input.options, 'bundle') ?? (await browse()));
	if (optionalBoolean(input.options, 'confirmed') !== true) {
		await settleForeignKeys(target.client, mount, bundle, input.interactive);
	}
	const request = { mount, bundle: bundle.pem };
	const names =
		bundle.names.length === 0 ? vscode.l10n.t('Private key') : plainText(bundle.names.join(', '));
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Import CA bundle'),
		summary: summaryOf(bundle, names, mount),
		operation: { kind: 'importBundle', request },
		run: (signal) => target.administration.importBundle(request, { signal }),
		done: () => vscode.l10n.t('{0}: imported into {1}.', names, mount),
		changes: [{ connection: target.connection.id, mount }],
	});
}

async function readBundle(file: string): Promise<CaBundle> {
	const { bytes } = await readBounded(file, maximumInputSize);
	return readCaBundle(bytes);
}

/**
 * The server takes a key that fits nothing, and the issuer can then sign nothing. Rejects with `invalid` (reason `bundle`,
 * fault `foreignKey`), or with `cancelled` where a person does not want it.
 */
async function settleForeignKeys(
	client: Backend,
	mount: string,
	{ foreignKeys, names }: CaBundle,
	isInteractive: boolean,
): Promise<void> {
	if (foreignKeys.length === 0) return;
	const known = await withProgress(vscode.l10n.t('Reading the issuers'), (signal) =>
		issuerKeys(client, mount, signal),
	);
	if (foreignKeys.every((key) => known.has(key))) return;
	const args = { fault: 'foreignKey', name: names.join(', ') };
	const error = new PkiError('invalid', { reason: 'bundle', args });
	if (!isInteractive) throw error;
	const anyway = vscode.l10n.t('Import Anyway');
	await confirmLoss(describeError(error).message, {
		detail: '',
		keep: vscode.l10n.t('Do Not Import'),
		actions: [anyway],
	});
}

/** Public keys (SHA-256) of the issuers that are there, as far as the token may read them. */
async function issuerKeys(
	client: Backend,
	mount: string,
	signal: AbortSignal,
): Promise<ReadonlySet<string>> {
	const keys = new Set<string>();
	try {
		const { items } = await client.listAuthorities(mount, { limit: 200 }, { signal });
		for (const { id } of items) {
			const { certificatePem } = await client.readAuthority(mount, id, { signal });
			const hash = readPemFacts(certificatePem)?.publicKeySha256;
			if (hash !== undefined) keys.add(hash);
		}
	} catch (error) {
		if (!isPkiError(error, 'forbidden') && !isPkiError(error, 'notFound')) throw error;
	}
	return keys;
}

function summaryOf({ keys, names: cas }: CaBundle, names: string, mount: string): string {
	if (cas.length === 0) {
		return vscode.l10n.t('A private key without a certificate, sent to {0}', mount);
	}
	return keys === 0
		? vscode.l10n.t('{0} into {1}: certificates only, so they cannot sign', names, mount)
		: vscode.l10n.t('{0} into {1}; the private key is sent to the server', names, mount);
}

async function browse(): Promise<string> {
	const [file] =
		(await vscode.window.showOpenDialog({
			canSelectMany: false,
			title: vscode.l10n.t('CA Bundle to Import'),
			openLabel: vscode.l10n.t('Import'),
		})) ?? [];
	if (!file) throw new PkiError('cancelled');
	if (file.scheme !== 'file') {
		throw new PkiError('unsupported', { reason: 'notLocalFile', args: { scheme: file.scheme } });
	}
	return file.fsPath;
}
