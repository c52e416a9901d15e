/** Questions that several commands ask in the same words. */
import * as vscode from 'vscode';
import type { CertificateUsage, KeyKind } from '../../core/backends/contract/backend.js';
import { hostOfAddress, nameType } from '../../core/x509/names/nameKinds.js';
import type { Frame, Validation } from '../../ui/ask/wizard.js';
import { validateFolder } from './folders.js';
import { splitNames } from './names.js';

/**
 * One or more names, the kind of each told by its form. `check` adds what the role or clients say. Where a server `decides`,
 * a name that looks wrong here is a warning only: it may know better.
 */
export async function askNames(
	frame: Frame,
	question: {
		readonly prompt: string;
		readonly value: readonly string[];
		readonly required: boolean;
		readonly check?: (names: readonly string[]) => Validation;
		readonly decides: 'here' | 'server';
	},
): Promise<readonly string[]> {
	const text = await frame.text({
		prompt: question.prompt,
		value: question.value.join(', '),
		placeholder: 'api.example.com, 10.0.0.7, spiffe://lab/web',
		validate: (value) => {
			const names = splitNames(value);
			if (names.length === 0 && question.required) return vscode.l10n.t('Type at least one name.');
			// An address stands for its host.
			const hosts = names.map((name) => hostOfAddress(name) ?? name);
			const problem = hosts.map(nameProblem).find((found) => found !== undefined);
			if (problem !== undefined && question.decides === 'here') return problem;
			return question.check?.(names) ?? (problem && warning(problem));
		},
	});
	return splitNames(text);
}

/** Said while typing; it may be sent all the same. */
export function warning(message: string): Validation {
	return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

/** A sentence for a name that is of no kind that clients look for. */
export function nameProblem(name: string): string | undefined {
	if (nameType(name) !== 'dns') return undefined;
	// RFC 1123 labels, underscores as they are used in practice, one wildcard label in front.
	return /^(\*\.)?[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?(\.[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?)*\.?$/u.test(
		name,
	)
		? undefined
		: vscode.l10n.t('“{0}” is not a valid host name, IP address or URI.', name);
}

export async function askKeyKind(
	frame: Frame,
	kinds: readonly KeyKind[],
	active: KeyKind | undefined,
): Promise<KeyKind> {
	const items = kinds.map((keyKind) => ({
		label: keyKind,
		description: keyKindWords(keyKind),
		keyKind,
	}));
	const item = await frame.pick({
		prompt: vscode.l10n.t('What kind of key?'),
		items,
		active: items.find(({ keyKind }) => keyKind === active),
	});
	return item.keyKind;
}

function keyKindWords(kind: KeyKind): string {
	switch (kind) {
		case 'P-256':
			return vscode.l10n.t('elliptic curve; small, fast, supported everywhere');
		case 'P-384':
			return vscode.l10n.t('elliptic curve; if a policy requires it');
		case 'RSA-2048':
			return vscode.l10n.t('for old clients');
		case 'RSA-4096':
			return vscode.l10n.t('slow; if a policy requires it');
		case 'Ed25519':
			return vscode.l10n.t('not supported by browsers');
	}
}

export async function askUsage(
	frame: Frame,
	active: CertificateUsage | undefined,
): Promise<CertificateUsage> {
	const items = (['both', 'server', 'client'] as const).map((usage) => ({
		label: usageWords(usage),
		usage,
	}));
	const item = await frame.pick({
		prompt: vscode.l10n.t('What is it for?'),
		items,
		active: items.find(({ usage }) => usage === active),
	});
	return item.usage;
}

export function usageWords(usage: CertificateUsage): string {
	switch (usage) {
		case 'server':
			return vscode.l10n.t('Server authentication');
		case 'client':
			return vscode.l10n.t('Client authentication');
		case 'both':
			return vscode.l10n.t('Server and client authentication');
	}
}

export async function askFolder(frame: Frame, value: string | undefined): Promise<string> {
	const folder = await frame.file({
		prompt: vscode.l10n.t('Where do you want to save the files?'),
		value: value ?? '',
		folder: true,
		validate: validateFolder,
	});
	return folder.trim();
}
