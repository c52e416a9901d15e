/** The CA of the other side: one that the workspace has, by its name, or a file. */
import * as vscode from 'vscode';
import { certificatesOf } from '../../core/diagnostics/clientConfig/material.js';
import type { Side } from '../../core/diagnostics/clientConfig/warning.js';
import type { Frame } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import { certificateFilters, checkFile, separator } from './clientConfigFiles.js';
import type { KnownAuthority } from './knownCertificates.js';

type Item = vscode.QuickPickItem & { readonly choose?: () => Promise<string | undefined> };

/** Undefined: those that the program trusts by itself, which a server does not. */
export async function askAuthority(
	frame: Frame,
	{ side, ca: typed }: { readonly side: Side; readonly ca?: string | undefined },
	known: readonly KnownAuthority[],
): Promise<string | undefined> {
	if (known.length === 0) return askFile(frame, side, typed);
	const items = known.map(({ name, file }) => ({
		label: plainText(name),
		description: plainText(vscode.workspace.asRelativePath(file), 300),
		iconPath: new vscode.ThemeIcon('shield'),
		choose: () => Promise.resolve(file),
		file,
	}));
	const browse: Item = {
		label: vscode.l10n.t('Choose file…'),
		iconPath: new vscode.ThemeIcon('folder-opened'),
		alwaysShow: true,
		choose: () => askFile(frame, side, typed),
	};
	const none: Item = {
		label: vscode.l10n.t('Default CAs of the client'),
		iconPath: new vscode.ThemeIcon('globe'),
		choose: () => Promise.resolve(undefined),
	};
	const prompt =
		side === 'client'
			? vscode.l10n.t('CA of the server’s certificate')
			: vscode.l10n.t('CA of the clients’ certificates');
	const active: Item | undefined = items.find(({ file }) => file === typed);
	const others = side === 'client' ? [browse, none] : [browse];
	const rows: readonly Item[] = [...items, separator(''), ...others];
	const chosen = await frame.pick({ prompt, items: rows, ...(active && { active }) });
	return chosen.choose?.();
}

async function askFile(
	frame: Frame,
	side: Side,
	typed: string | undefined,
): Promise<string | undefined> {
	const isClient = side === 'client';
	const ca = await frame.file({
		value: typed ?? '',
		prompt: isClient
			? vscode.l10n.t('CA of the server’s certificate (empty: the client’s default CAs)')
			: vscode.l10n.t('CA of the clients’ certificates'),
		placeholder: '/path/to/ca.crt',
		filters: certificateFilters(),
		validate: (file) =>
			isClient && file.trim() === ''
				? undefined
				: checkFile(file, (material) =>
						certificatesOf(material).length > 0
							? undefined
							: vscode.l10n.t('This file contains no certificate'),
					),
	});
	return ca.trim() === '' ? undefined : ca.trim();
}
