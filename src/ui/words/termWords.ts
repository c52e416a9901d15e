/** What a backend calls its roles and its CAs. */
import * as vscode from 'vscode';
import type { Terms } from '../../core/backends/contract/backend.js';

export interface RoleWords {
	readonly plural: string;
	readonly singular: string;
	readonly which: string;
}

export function roleTerms({ roles = 'roles' }: Terms = {}): RoleWords {
	switch (roles) {
		case 'roles':
			return {
				plural: vscode.l10n.t('Roles'),
				singular: vscode.l10n.t('Role'),
				which: vscode.l10n.t('Which role?'),
			};
		case 'profiles':
			return {
				plural: vscode.l10n.t('Profiles'),
				singular: vscode.l10n.t('Profile'),
				which: vscode.l10n.t('Which profile?'),
			};
	}
}

export function authorityTerm({ authorities = 'issuers' }: Terms = {}): string {
	switch (authorities) {
		case 'issuers':
			return vscode.l10n.t('Issuers');
		case 'authorities':
			return vscode.l10n.t('Authorities');
	}
}
