/** Questions for the files of a client configuration. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { certificatesOf, type MaterialFile } from '../../core/diagnostics/clientConfig/material.js';
import { verdictOf } from '../../core/x509/verdict.js';
import type { Frame } from '../../ui/ask/wizard.js';
import { expiryThreshold } from '../../ui/settings.js';
import { plainText } from '../../ui/words/plainText.js';
import { expiryWords, verdictIcon } from '../../ui/words/words.js';
import type { KnownCertificate, KnownGroup } from './knownCertificates.js';
import { findSiblings, readMaterial, type Siblings } from './materialFiles.js';

interface CertificateAnswer {
	readonly certificate: string;
	/** SHA-256 of the one that was chosen by its name. */
	readonly leaf?: string;
	readonly key?: string;
	readonly ca?: string;
	readonly beside: Siblings;
}

/** One of those that are known, by its name, else a file; with what lies beside it. */
export async function askCertificate(
	frame: Frame,
	typed: string | undefined,
	known: readonly KnownCertificate[],
	prompt = vscode.l10n.t('Certificate of the client'),
): Promise<CertificateAnswer> {
	const chosen = known.length === 0 ? undefined : await chooseKnown(frame, typed, known, prompt);
	const file = chosen?.file ?? (await askFile(frame, typed ?? '', prompt));
	const beside = await findSiblings(file);
	const leaf = chosen?.facts.sha256Fingerprint;
	return { certificate: file, leaf, key: beside.key, ca: beside.ca, beside };
}

type KnownItem = vscode.QuickPickItem & { readonly known?: KnownCertificate };

/** Undefined where the user wants another file. */
async function chooseKnown(
	frame: Frame,
	typed: string | undefined,
	known: readonly KnownCertificate[],
	prompt: string,
): Promise<KnownCertificate | undefined> {
	const items = known.map(knownItem);
	const rows = known.flatMap(({ group }, index): readonly KnownItem[] => {
		const item = items[index];
		const isFirst = known[index - 1]?.group !== group;
		return [...(isFirst ? [separator(groupWords(group))] : []), ...(item ? [item] : [])];
	});
	const other: KnownItem = {
		label: vscode.l10n.t('Choose file…'),
		iconPath: new vscode.ThemeIcon('folder-opened'),
		alwaysShow: true,
	};
	const active = items.find((item) => item.known?.file === typed) ?? items[0];
	const answer = await frame.pick<KnownItem>({
		prompt,
		items: [...rows, separator(''), other],
		...(active && { active }),
	});
	return answer.known;
}

export function separator(label: string): vscode.QuickPickItem {
	return { label, kind: vscode.QuickPickItemKind.Separator };
}

function groupWords(group: KnownGroup): string {
	switch (group) {
		case 'here':
			return vscode.l10n.t('Selected or open');
		case 'recent':
			return vscode.l10n.t('Issued in this session');
		case 'workspace':
			return vscode.l10n.t('Workspace');
	}
}

function knownItem(known: KnownCertificate): KnownItem {
	const { file, facts } = known;
	const now = new Date();
	const where = vscode.workspace.asRelativePath(file);
	return {
		label: plainText(facts.name),
		description: plainText(`${expiryWords(facts, now)} · ${where}`, 500),
		iconPath: verdictIcon(verdictOf(facts, now, expiryThreshold())),
		known,
	};
}

async function askFile(frame: Frame, value: string, prompt: string): Promise<string> {
	const file = await frame.file({
		prompt,
		value,
		placeholder: '/path/to/client.crt',
		filters: certificateFilters(),
		validate: (text) =>
			checkFile(text, (material) =>
				certificatesOf(material).length > 0
					? undefined
					: vscode.l10n.t('This file contains no certificate'),
			),
	});
	return file.trim();
}

export function certificateFilters(): Record<string, string[]> {
	return {
		[vscode.l10n.t('Certificates')]: ['crt', 'pem', 'cer', 'cert', 'der'],
		[vscode.l10n.t('All files')]: ['*'],
	};
}

/** A sentence while there is no such file, or not the right content in it. */
export async function checkFile(
	file: string,
	check: (material: MaterialFile) => string | undefined,
): Promise<string | undefined> {
	if (!path.isAbsolute(file.trim())) return vscode.l10n.t('Type the full path, or browse for it');
	try {
		return check(await readMaterial(file.trim()));
	} catch (error) {
		if (isPkiError(error, 'notFound')) return vscode.l10n.t('This file does not exist');
		if (isPkiError(error)) return vscode.l10n.t('Could not read this file');
		throw error;
	}
}
