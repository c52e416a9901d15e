/** Sentences for what servers refuse by who asks: scopes, policies, limits. */
import * as vscode from 'vscode';
import type { Table } from '../connections/connectionWords.js';

export const rateLimited: Table = {
	retryAfter: (arg) =>
		arg('seconds') === '1'
			? vscode.l10n.t('Too many requests. Retry in 1 second.')
			: vscode.l10n.t('Too many requests. Retry in {0} seconds.', arg('seconds')),
};

export const refusedAccess: Table = {
	missingScope: (arg) =>
		vscode.l10n.t('Permission denied. Your token needs the scope “{0}”.', arg('scope')),
	mfaRequired: () =>
		vscode.l10n.t('Permission denied. A policy requires multi-factor authentication.'),
	ipNotAllowed: () =>
		vscode.l10n.t('Permission denied. A policy does not allow your network address.'),
	timeWindow: () => vscode.l10n.t('Permission denied. A policy does not allow this at this time.'),
	foreignTenant: () => vscode.l10n.t('Permission denied. Your token cannot use this tenant.'),
};

export const missingParts: Table = {
	noPolicy: (arg) => vscode.l10n.t('Policy “{0}” does not exist.', arg('policy')),
	noBinding: () => vscode.l10n.t('This binding does not exist.'),
	noTenant: () => vscode.l10n.t('The tenant does not exist. Edit the connection to correct it.'),
};

export const beyondServer: Table = {
	authorityWish: () =>
		vscode.l10n.t(
			'This server sets the subject and path length of its CAs itself. Leave them empty.',
		),
	issuerChoice: () => vscode.l10n.t('The role decides which CA issues. Choose another role.'),
	keyKind: (arg) => vscode.l10n.t('This server does not support keys of type {0}.', arg('keyType')),
	roleRule: (arg) => vscode.l10n.t('Roles of this server do not support “{0}”.', arg('rule')),
	uriSans: () => vscode.l10n.t('This server does not issue certificates with URIs.'),
};

export const badWishes: Table = {
	cursor: () => vscode.l10n.t('The list has changed. Reload it.'),
	noParent: () => vscode.l10n.t('Name the CA that signs the intermediate.'),
	policyText: () => vscode.l10n.t('The policy is not valid JSON with a list of rules.'),
	tokenScope: () => vscode.l10n.t('The client is not allowed to request these scopes.'),
};

export const takenNames: Table = {
	conflict: () => vscode.l10n.t('This conflicts with something that already exists.'),
	authority: (arg) => vscode.l10n.t('A CA named “{0}” already exists.', arg('authority')),
	policy: (arg) =>
		vscode.l10n.t(
			'Policy “{0}” already exists. To change it, your token needs the right to list policies.',
			arg('policy'),
		),
};
