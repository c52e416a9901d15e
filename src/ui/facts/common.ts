/** Rows and sections that several kinds of facts share. */
import * as vscode from 'vscode';
import type {
	ExtensionFacts,
	KeyFacts,
	ReadProblem,
	SubjectAltName,
} from '../../core/x509/model.js';
import { problemSentence } from '../words/errors/blockErrors.js';
import { exactTime } from '../words/words.js';
import { explainExtension, extensionTitle } from './extensions.js';
import type { FactRow, FactSection, FactsContext, ValidityView } from './model.js';
import { otherNameWords } from './otherNames.js';
import { colonHex, count, keyWords, visible, visibleName } from './text.js';

/** Undefined when a time could not be read. */
export function validityView(
	from: string | undefined,
	to: string | undefined,
	now: Date,
): ValidityView | undefined {
	if (from === undefined || to === undefined) return undefined;
	const start = Date.parse(from);
	const length = Date.parse(to) - start;
	if (!(length > 0)) return undefined;
	const position = (now.getTime() - start) / length;
	const share = Math.min(1, Math.max(0, position));
	const inside = position === share;
	const [first, last] = [exactTime(from), exactTime(to)];
	const percent = Math.floor(share * 100);
	const description = inside
		? vscode.l10n.t('From {0} to {1}; {2} percent of this time has passed.', first, last, percent)
		: vscode.l10n.t('From {0} to {1}; the current time is outside this period.', first, last);
	return { from: from.slice(0, 10), to: to.slice(0, 10), share, inside, description };
}

export function nameValues(names: readonly SubjectAltName[]): readonly string[] {
	return names.map(({ type, value }) => {
		switch (type) {
			case 'dns':
			case 'ip':
				return visibleName(value);
			case 'uri':
				return visibleName(value);
			case 'email':
				return visibleName(value);
			case 'directoryName':
				return vscode.l10n.t('directory name {0}', visibleName(value));
			case 'registeredId':
				return vscode.l10n.t('registered ID {0}', visibleName(value));
			case 'otherName':
				return otherNameWords(value);
			case 'x400Address':
				return vscode.l10n.t('X.400 address {0}', visibleName(value));
			case 'ediPartyName':
				return vscode.l10n.t('EDI party name {0}', visibleName(value));
		}
	});
}

export function keyRow(key: KeyFacts, context: FactsContext): FactRow {
	const matching = context.matchingKeys ?? [];
	const values =
		matching.length === 0
			? [keyWords(key)]
			: [vscode.l10n.t('{0} · matches {1}', keyWords(key), matching.map(visible).join(', '))];
	return { label: vscode.l10n.t('Key'), values };
}

/** Hex with colons, compared by eye and copied without. */
export function hexRow(label: string, hex: string): FactRow {
	return { label, values: [colonHex(hex)], mono: true, copy: hex };
}

/** What could not be read beside what could; extensions say it themselves and are only counted. */
export function problemRows(
	problems: readonly ReadProblem[],
	extensions: readonly ExtensionFacts[],
): readonly FactRow[] {
	const oids = new Set(extensions.map(({ oid }) => oid));
	const own = problems.filter(({ field }) => !oids.has(field)).map(problemSentence);
	const damaged = extensions.filter((extension) => extension.problem !== undefined);
	const values = [
		...own,
		...damaged.map((extension) =>
			extension.lines.length === 0
				? vscode.l10n.t('The extension “{0}” could not be read.', extensionTitle(extension.oid))
				: vscode.l10n.t('The extension “{0}” has a fault.', extensionTitle(extension.oid)),
		),
	];
	if (values.length === 0) return [];
	return [{ label: vscode.l10n.t('Findings'), values, tone: 'warning' }];
}

export function extensionSection(extensions: readonly ExtensionFacts[]): readonly FactSection[] {
	if (extensions.length === 0) return [];
	return [
		{
			id: 'extensions',
			title: vscode.l10n.t('Extensions ({0})', count(extensions.length)),
			parts: extensions.map(explainExtension),
		},
	];
}

export function rawSection(context: FactsContext): readonly FactSection[] {
	if (!context.raw) return [];
	return [
		{
			id: 'raw',
			title: vscode.l10n.t('ASN.1 and hex'),
			parts: [
				{ kind: 'asn1', caption: vscode.l10n.t('ASN.1'), id: context.raw.id },
				{ kind: 'text', caption: vscode.l10n.t('DER in hex'), text: context.raw.hex },
			],
		},
	];
}
