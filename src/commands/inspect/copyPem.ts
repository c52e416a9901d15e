import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { pemOfBlock } from '../../core/decode/kept.js';
import { readShown } from '../../ui/contents.js';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificates, isInBackend } from '../input/chosenCertificate.js';
import { optionalUri } from '../input/fileUris.js';
import { optionalNumber } from '../input/options.js';
import { pemText } from '../../core/layouts/pemText.js';

/**
 * `pki.copyPem` `{ connection, mount, serialNumber }` or `authority`: every certificate that is selected, each alone,
 * without its chain. `{ uri, line }`: what stands at that line of a document, except a private key; that reads only, so
 * it works in Restricted Mode.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const { options } = input;
	const uri = optionalUri(options, 'uri');
	const line = optionalNumber(options, 'line', { min: 0 });
	if (uri && line !== undefined && !isInBackend(options)) {
		await copy(await pemsAt(uri, line));
		return;
	}
	const chosen = await chooseCertificates(context, input);
	await copy(chosen.map(({ certificatePem }) => certificatePem));
}

async function copy(pems: readonly string[]): Promise<void> {
	const done =
		pems.length === 1
			? vscode.l10n.t('PEM copied')
			: vscode.l10n.t('PEM of {0} certificates copied', pems.length);
	await copyText(pemText(pems), done);
}

/** Of all blocks that begin there. Rejects with `invalid` where there is none. */
async function pemsAt(uri: vscode.Uri, line: number): Promise<readonly string[]> {
	const blocks = await decodeInSlices(await readShown(uri));
	const pems = blocks
		.filter((block) => block.line === line)
		.flatMap((block) => pemOfBlock(block) ?? []);
	if (pems.length === 0) throw new PkiError('invalid', { reason: 'noBlocks' });
	return pems;
}
