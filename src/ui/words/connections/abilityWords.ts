/** Why a command cannot be run in a connection: its backend lacks the method. */
import * as vscode from 'vscode';
import type { Administration } from '../../../core/backends/contract/backend.js';
import type { Words } from './connectionWords.js';

export const lacking: Readonly<Record<keyof Administration, Words>> = {
	enableMount: () => vscode.l10n.t('This connection cannot enable mounts.'),
	generateRoot: () => vscode.l10n.t('This connection cannot generate a root CA.'),
	generateIntermediate: () => vscode.l10n.t('This connection cannot generate an intermediate CA.'),
	writeRole: () => vscode.l10n.t('This connection cannot create or change roles.'),
	readUrls: () => vscode.l10n.t('This connection has no AIA and CRL addresses to set.'),
	writeUrls: () => vscode.l10n.t('This connection cannot set AIA and CRL addresses.'),
	setDefaultIssuer: () => vscode.l10n.t('This connection cannot set a default issuer.'),
	importBundle: () => vscode.l10n.t('This connection cannot import CAs.'),
	rotateCrl: () => vscode.l10n.t('This connection cannot rotate its CRL.'),
	deleteRole: () => vscode.l10n.t('This connection cannot delete roles.'),
	deleteIssuer: () => vscode.l10n.t('This connection cannot delete issuers.'),
	revokeAuthority: () => vscode.l10n.t('This connection cannot revoke CAs.'),
	disableMount: () => vscode.l10n.t('This connection cannot delete mounts.'),
	readPolicy: () => vscode.l10n.t('This connection has no policies.'),
	writePolicy: () => vscode.l10n.t('This connection cannot create policies.'),
	createToken: () => vscode.l10n.t('This connection cannot create tokens.'),
	bindPolicy: () => vscode.l10n.t('This connection cannot bind policies.'),
	listBindings: () => vscode.l10n.t('This connection cannot list who has a policy.'),
	unbindPolicy: () => vscode.l10n.t('This connection cannot unbind policies.'),
};
