/** Where an issuer is looked for beside the open documents: each asks a server, so the user chooses one. */
import * as vscode from 'vscode';
import { findIssuer } from '../../core/backends/issuing/findIssuer.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { fetchFile } from '../../core/http/fetchFile.js';
import { type IssuedCertificate, issuerAmong, issuerUrls } from '../../core/x509/issuerSearch.js';
import type { Connection } from '../../services/connectionStore.js';
import { createFetchHost } from '../../services/fetchHost.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { withProgress } from '../../ui/ask/progress.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext } from '../command.js';

export interface IssuerSource {
	readonly label: string;
	readonly description: string;
	/** Undefined where it is not there. Rejects with `cancelled` where the user does not want it. */
	find(): Promise<Uint8Array | undefined>;
}

/** None in an untrusted workspace. */
export async function issuerSources(
	context: CommandContext,
	child: IssuedCertificate,
): Promise<readonly IssuerSource[]> {
	if (!vscode.workspace.isTrusted) return [];
	const connections = await context.connections.list();
	return [
		...connections.map((connection) => ({
			label: plainText(connection.label, 80),
			description: vscode.l10n.t('Issuers of this connection'),
			find: () => findInConnection(context, connection, child),
		})),
		...issuerUrls(child.facts).map((url) => ({
			label: plainText(url.href, 200),
			description: vscode.l10n.t('URL in the certificate'),
			find: () => findAtUrl(context, url, child),
		})),
	];
}

/** What the user has pinned is looked at where the token may list nothing. */
function findInConnection(
	{ clients }: CommandContext,
	{ id, pins }: Connection,
	child: IssuedCertificate,
): Promise<Uint8Array | undefined> {
	return withProgress(vscode.l10n.t('Searching for the issuer'), async (signal) =>
		findIssuer(await clients.get(id), child, pins, { signal }),
	);
}

/** Bytes; a bundle of issuers is far smaller. */
const largestAnswer = 256 * 1024;
const timeoutMs = 10_000;

async function findAtUrl(
	{ log }: CommandContext,
	url: URL,
	child: IssuedCertificate,
): Promise<Uint8Array | undefined> {
	await confirmLoss(vscode.l10n.t('Download the issuer’s certificate?'), {
		detail: vscode.l10n.t(
			'The address is in the certificate: {0}. Its server will see your request. The answer is used only if it issued this certificate.',
			plainText(url.href, 500),
		),
		keep: vscode.l10n.t('Do Not Download'),
		actions: [vscode.l10n.t('Download')],
	});
	const host = createFetchHost(log);
	return withProgress(vscode.l10n.t('Downloading the issuer'), async (signal) => {
		const bytes = await fetchFile(url, { host, signal, limit: largestAnswer, timeoutMs });
		return issuerAmong(child, await decodeInSlices(bytes, { signal }));
	});
}
