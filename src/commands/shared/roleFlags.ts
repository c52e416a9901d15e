/** What a role's certificates may have, one flag each; those about domains make no sense where any name is allowed. */
import * as vscode from 'vscode';
import type { RoleRules } from '../../core/backends/backend.js';

export interface RoleFlag extends vscode.QuickPickItem {
	readonly flag: keyof RoleRules &
		(
			| 'allowSubdomains'
			| 'allowBareDomains'
			| 'allowGlobDomains'
			| 'allowWildcards'
			| 'allowLocalhost'
			| 'allowIpSans'
			| 'enforceHostnames'
			| 'requireCommonName'
			| 'serverAuth'
			| 'clientAuth'
		);
	readonly aboutDomains: boolean;
}

export function roleFlags(): readonly RoleFlag[] {
	const domain = (flag: RoleFlag['flag'], label: string, description: string): RoleFlag => ({
		...{ flag, label, description },
		aboutDomains: true,
	});
	const other = (flag: RoleFlag['flag'], label: string, description = ''): RoleFlag => ({
		...{ flag, label, description },
		aboutDomains: false,
	});
	return [
		domain('allowSubdomains', vscode.l10n.t('Names below the domains'), 'api.example.com'),
		domain('allowBareDomains', vscode.l10n.t('The domains themselves'), 'example.com'),
		domain('allowGlobDomains', vscode.l10n.t('Globs among the domains'), 'db-*.lab.test'),
		domain('allowLocalhost', vscode.l10n.t('This machine itself'), 'localhost'),
		other('allowWildcards', vscode.l10n.t('Wildcards'), '*.example.com'),
		other('allowIpSans', vscode.l10n.t('IP addresses'), '10.0.0.7'),
		other('serverAuth', vscode.l10n.t('Server authentication')),
		other('clientAuth', vscode.l10n.t('Client authentication')),
		other(
			'enforceHostnames',
			vscode.l10n.t('Host names only'),
			vscode.l10n.t('refuses texts such as a person’s name'),
		),
		other('requireCommonName', vscode.l10n.t('A common name is required')),
	];
}
