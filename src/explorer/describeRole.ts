import * as vscode from 'vscode';
import type { RoleRules } from '../core/backends/contract/backend.js';
import type { RolePlace } from '../services/ports/places.js';
import { plainText } from '../ui/words/plainText.js';
import { roleLines } from '../ui/words/roleWords.js';

/** The role as a text: what it allows, one fact a line, and its rules as *Edit Role* takes them. */
export function describeRole({ connection, mount, role }: RolePlace, rules: RoleRules): string {
	const head = vscode.l10n.t('Role {0}', plainText(role));
	const lines = roleLines(rules);
	const caption = vscode.l10n.t('Rules');
	return [
		head,
		'='.repeat(head.length),
		'',
		vscode.l10n.t('Mount: {0}', plainText(mount)),
		vscode.l10n.t('Connection: {0}', plainText(connection)),
		...(lines.length === 0 ? [vscode.l10n.t('The server does not report what it allows.')] : lines),
		'',
		caption,
		'-'.repeat(caption.length),
		JSON.stringify(rules, undefined, 2),
		'',
	].join('\n');
}
