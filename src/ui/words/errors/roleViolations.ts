/** What a role refuses, as sentences: while typing, and when a program asked for it. */
import * as vscode from 'vscode';
import { durationWords } from '../roleWords.js';
import type { Violation } from '../../../core/backends/roles/roleCheck.js';
import { plainText } from '../plainText.js';

/** `"api.test" is not allowed by role "web": allowed are *.example.com`. */
export function violationSentence(violation: Violation, role: string): string {
	const text = (key: string) => plainText(String(violation.args[key] ?? ''), 300);
	const name = text('name');
	switch (violation.code) {
		case 'nameNotAllowed':
			return text('allowed') === ''
				? vscode.l10n.t('“{0}” is not allowed by role “{1}”, which allows no names', name, role)
				: vscode.l10n.t(
						'“{0}” is not allowed by role “{1}”: allowed are {2}',
						name,
						role,
						text('allowed'),
					);
		case 'bareDomainNotAllowed':
			return vscode.l10n.t(
				'Role “{1}” allows names below {0}, not {0} itself',
				text('domain'),
				role,
			);
		case 'subdomainNotAllowed':
			return vscode.l10n.t(
				'Role “{1}” allows {0} itself, not names below it',
				text('domain'),
				role,
			);
		case 'wildcardNotAllowed':
			return vscode.l10n.t('“{0}”: role “{1}” allows no wildcards', name, role);
		case 'notHostname':
			return vscode.l10n.t(
				'“{0}” is not a valid host name, and role “{1}” allows only host names',
				name,
				role,
			);
		case 'commonNameMissing':
			return vscode.l10n.t('Role “{0}” requires a common name', role);
		case 'commonNameNotEmail':
			return vscode.l10n.t(
				'“{0}”: role “{1}” allows only an email address as common name',
				name,
				role,
			);
		case 'commonNameIsEmail':
			return vscode.l10n.t('“{0}”: role “{1}” allows no email address as common name', name, role);
		case 'ipNotAllowed':
			return vscode.l10n.t('“{0}”: role “{1}” allows no IP addresses', name, role);
		case 'notIp':
			return vscode.l10n.t('“{0}” is not a valid IP address', name);
		case 'uriNotAllowed':
			return text('allowed') === ''
				? vscode.l10n.t('“{0}”: role “{1}” allows no URIs', name, role)
				: vscode.l10n.t(
						'“{0}” is not allowed by role “{1}”: allowed are {2}',
						name,
						role,
						text('allowed'),
					);
		case 'ttlTooLong':
			return vscode.l10n.t(
				'Role “{0}” caps the lifetime at {1}',
				role,
				durationWords(Number(violation.args.maximum)),
			);
	}
}

/** Each once: a common name usually stands among the other names as well. */
export function violationSentences(violations: readonly Violation[], role: string): string {
	const sentences = new Set(violations.map((violation) => violationSentence(violation, role)));
	return `${[...sentences].join('. ')}.`;
}

/** The server cuts such a wish and does not refuse it. */
export function isWarning(violation: Violation): boolean {
	return violation.code === 'ttlTooLong';
}
