import * as vscode from 'vscode';
import { toPem } from '../../core/find/pem.js';
import type { ServedCertificate } from '../../core/tls/probe/model.js';
import { isSelfIssued } from '../../core/x509/chain.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { colonHex } from '../../ui/facts/text.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext } from '../command.js';
import { materialOf } from './material.js';
import { withMaterial } from './request.js';
import { type Probed, runProbe } from './runProbe.js';
import { savePem } from './savePem.js';

/**
 * Saves the top of the chain and names it as the connection's CA file, once the user has seen its fingerprint. Answers the
 * probe with it. Rejects with `cancelled`, and as changing the connection does.
 */
export async function trustForConnection(
	context: CommandContext,
	{ report, request }: Probed,
): Promise<Probed | undefined> {
	const { connection } = request;
	const top = topOf(report.chain);
	if (!connection || !top) return undefined;
	const name = plainText(spokenName(top.facts), 80);
	const trust = vscode.l10n.t('Save and Trust');
	await confirmLoss(vscode.l10n.t('Trust “{0}” for {1}?', name, plainText(connection.label, 80)), {
		detail: vscode.l10n.t(
			'The server sent this certificate itself. Anyone between you and the server could have sent it, so compare its fingerprint with one from the operator first.\n\nSHA-256: {0}',
			colonHex(top.facts.sha256Fingerprint),
		),
		keep: vscode.l10n.t('Do Not Trust'),
		actions: [trust],
	});
	const caFile = await savePem(toPem('CERTIFICATE', top.der), `${request.input.host}.ca.crt`);
	// A command of its own: it tries the connection before it saves the change.
	await vscode.commands.executeCommand('pki.editConnection', {
		connection: connection.id,
		fields: { caFile },
	});
	const changed = await context.connections.get(connection.id);
	const material = await materialOf(context, changed);
	return runProbe(context, { ...withMaterial(request, material), connection: changed }, true);
}

/** The root where the server sends it; else the last one. */
function topOf(chain: readonly ServedCertificate[]): ServedCertificate | undefined {
	return chain.find(({ facts }) => isSelfIssued(facts)) ?? chain.at(-1);
}
