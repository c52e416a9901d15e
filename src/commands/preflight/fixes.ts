/** What can be done right away about a check that failed. */
import * as vscode from 'vscode';
import type { ExplainAction } from '../../core/tls/explain/explanation.js';
import { explainFailure } from '../../core/tls/explain/explanation.js';
import type { HandshakeFailure } from '../../core/tls/failure.js';
import type { PreflightCheck } from '../../core/tls/preflight/preflight.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import { certificatesOf } from '../../core/diagnostics/clientConfig/material.js';
import type { Material } from './material.js';
import { type End, materialOf } from './renewable.js';
import { ownOf } from './request.js';
import type { Preflighted } from './runPreflight.js';

export type FixId =
	'addIssuer' | 'issue' | 'renew' | 'details' | 'chooseCa' | 'serverCa' | 'serverName';

export interface Fix {
	readonly id: FixId;
	readonly label: string;
}

interface Refused {
	readonly failure: HandshakeFailure;
	/** Whose certificate it is about. */
	readonly end: End;
}

/** Whose files have to change, as far as the check tells. */
export function endOf({ name }: PreflightCheck, failure: HandshakeFailure): End {
	switch (name) {
		case 'serverFiles':
		case 'serverName':
		case 'serverAccepted':
			return 'server';
		case 'clientFiles':
		case 'clientAccepted':
			return 'client';
		case 'handshake':
		case 'data':
			return explainFailure(failure)?.side === 'client' ? 'client' : 'server';
	}
}

export function fixesFor(
	{ end }: Refused,
	actions: readonly ExplainAction[],
	{ request, renewable }: Pick<Preflighted, 'request' | 'renewable'>,
): readonly Fix[] {
	const material = materialOf(end, request);
	const isRenewable = renewable.includes(end);
	const fixes = new Map<FixId, string>();
	for (const action of actions) {
		const isRenewal = action === 'renew' && isRenewable;
		const fix = isRenewal ? renewal() : fixOf(action, end, material);
		if (fix) fixes.set(fix.id, fix.label);
	}
	return [...fixes].map(([id, label]) => ({ id, label }));
}

function renewal(): Fix {
	return { id: 'renew', label: vscode.l10n.t('Renew Certificate…') };
}

/** What no connection is known to have issued is issued anew, as the label says. */
function fixOf(action: ExplainAction, end: End, material: Material | undefined): Fix | undefined {
	switch (action) {
		case 'addIntermediate':
			return material?.uri && { id: 'addIssuer', label: vscode.l10n.t('Add Missing Issuer…') };
		case 'issueClientAuth':
		case 'issue':
		case 'renew':
			return {
				id: 'issue',
				label:
					end === 'client'
						? vscode.l10n.t('Issue Client Certificate…')
						: vscode.l10n.t('Issue Server Certificate…'),
			};
		case 'decode':
			return material && { id: 'details', label: vscode.l10n.t('Show Details') };
		case 'chooseCa':
			// The other end is the one that does not know the issuer.
			return end === 'client'
				? { id: 'serverCa', label: vscode.l10n.t('Choose Server’s CA…') }
				: { id: 'chooseCa', label: vscode.l10n.t('Choose Client’s CA…') };
		case 'serverName':
			return { id: 'serverName', label: vscode.l10n.t('Change Server Name…') };
		case 'probe':
		case 'preflight':
		case 'checkFiles':
			return undefined;
	}
}

/** Opens the certificate's file and looks for who issued it. */
export async function addIssuer(material: Material | undefined): Promise<void> {
	if (!material?.uri) return;
	const { uri } = material;
	await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
	const line = material.line ?? certificatesOf(material).at(-1)?.line ?? 0;
	await vscode.commands.executeCommand('pki.addIssuer', forPerson({ uri, line }));
}

/** In place. Answers whether it was done: not where the question was closed. */
export async function renew(material: Material | undefined): Promise<boolean> {
	if (!material?.uri) return false;
	const { uri, line } = material;
	const place = { uri, ...(line !== undefined && { line }) };
	const done = await vscode.commands.executeCommand('pki.renewCertificate', forPerson(place));
	return done !== undefined;
}

/** With the names that the certificate has. */
export async function issueAgain(end: End, material: Material | undefined): Promise<void> {
	const facts = ownOf(material);
	const names = (type: string) =>
		facts?.subjectAltNames.filter((name) => name.type === type).map(({ value }) => value) ?? [];
	const options = {
		...(facts?.commonName !== undefined && { commonName: facts.commonName }),
		...{ altNames: names('dns'), ipSans: names('ip'), uriSans: names('uri'), usage: end },
	};
	await vscode.commands.executeCommand('pki.issueCertificate', forPerson(options));
}
