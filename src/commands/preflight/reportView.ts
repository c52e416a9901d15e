/** A preflight as a report: the verdict, why not, and what each version came to. */
import * as vscode from 'vscode';
import type { HandshakeFailure } from '../../core/tls/failure.js';
import {
	type PreflightAnswer,
	type PreflightCheck,
	versions,
} from '../../core/tls/preflight/preflight.js';
import type {
	Report,
	ReportAction,
	ReportCell,
	ReportItem,
	ReportRow,
	ReportSection,
} from '../../ui/report/report.js';
import {
	checkWords,
	failedWords,
	clientTrustWords,
	explainedFailure,
	failureTitle,
	resultWords,
	serverTrustWords,
	stackWords,
} from '../../ui/words/preflightWords.js';
import { visibleStart } from '../../ui/words/visible.js';
import { expiryWords } from '../../ui/words/words.js';
import { type End, endOf, fixesFor } from './fixes.js';
import type { Material } from './material.js';
import { ownOf } from './request.js';
import type { FileFinding, Preflighted } from './runPreflight.js';

export function preflightReport(done: Preflighted): Report {
	const { request, answer, findings } = done;
	const now = new Date();
	const failed = distinctFailures(answer);
	return {
		kind: vscode.l10n.t('Preflight mTLS'),
		title: titleOf(done),
		verdict: verdictOf(answer),
		facts: [
			endRow(vscode.l10n.t('Client'), request.certificate, now),
			endRow(vscode.l10n.t('Server'), request.serverCertificate, now),
			{
				label: vscode.l10n.t('Server name'),
				value: request.serverName ?? vscode.l10n.t('Not checked'),
			},
			{ label: vscode.l10n.t('Client trusts'), value: clientTrust(done) },
			{ label: vscode.l10n.t('Server trusts'), value: serverTrust(done) },
		],
		sections: [
			versionSection(answer),
			...(failed.length > 0 ? [problemSection(failed, done)] : []),
			fileSection(answer),
			...(findings.length > 0 ? [findingSection(findings)] : []),
		],
		actions: actionsOf(),
		actionsLabel: vscode.l10n.t('Actions'),
		language: vscode.env.language,
	};
}

/** The file where one was given. */
function clientTrust({ answer, request: { ca } }: Preflighted): string {
	const isFile = answer.clientTrust === 'given' && typeof ca === 'object';
	return isFile ? visibleStart(ca.title, 120) : clientTrustWords(answer.clientTrust);
}

function serverTrust(done: Preflighted): string {
	const { answer, request } = done;
	const isFile = answer.serverTrust === 'given' && request.serverCa !== undefined;
	if (isFile) return visibleStart(request.serverCa.title, 120);
	if (answer.serverTrust !== 'sameAsClient') return serverTrustWords(answer.serverTrust);
	return vscode.l10n.t('{0}, as no other CA was given', clientTrust(done));
}

function actionsOf(): readonly ReportAction[] {
	return [
		{ id: 'again', label: vscode.l10n.t('Run Again'), primary: true },
		{ id: 'chooseCa', label: vscode.l10n.t('Choose CA…') },
		{ id: 'serverName', label: vscode.l10n.t('Change Server Name…') },
		{ id: 'asMarkdown', label: vscode.l10n.t('Open as Markdown') },
	];
}

function titleOf({ request }: Preflighted): string {
	const name = (material: Material | undefined) =>
		visibleStart(ownOf(material)?.name ?? material?.title ?? '–', 60);
	return `${name(request.certificate)} ↔ ${name(request.serverCertificate)}`;
}

function verdictOf({ works, checks, stack }: PreflightAnswer): Report['verdict'] {
	const note = vscode.l10n.t('Tried on this machine with {0}.', stackWords(stack));
	if (works) return { sign: 'valid', words: vscode.l10n.t('These files work together'), note };
	const failed = checks.find(({ ok }) => ok === false);
	if (failed?.failure) {
		const words = failureTitle(failed.failure);
		const isOldOnly = failed.version === 'TLSv1.2' || failed.version === 'TLSv1.3';
		if (!isOldOnly) return { sign: 'expired', words, note };
	}
	const words = vscode.l10n.t('No problems in what could be tried');
	return { sign: 'unknown', words, note };
}

function endRow(label: string, material: Material | undefined, now: Date): ReportRow {
	const facts = ownOf(material);
	if (!material || !facts) return { label, value: material?.title ?? vscode.l10n.t('Not given') };
	return {
		label,
		value: visibleStart(facts.name, 120),
		note: `${expiryWords(facts, now)} · ${material.title}`,
	};
}

export interface Failed {
	readonly check: PreflightCheck;
	readonly failure: HandshakeFailure;
	readonly end: End;
}

/** Each once: the versions mostly fail alike. */
export function distinctFailures({ checks }: PreflightAnswer): readonly Failed[] {
	const found = new Map<string, Failed>();
	for (const check of checks) {
		const { failure } = check;
		if (!failure) continue;
		const end = endOf(check, failure);
		const key = `${end} ${failure.code} ${failure.alert ?? ''}`;
		if (!found.has(key)) found.set(key, { check, failure, end });
	}
	return [...found.values()];
}

function problemSection(failed: readonly Failed[], done: Preflighted): ReportSection {
	return {
		...{ id: 'problems', title: vscode.l10n.t('Problems ({0})', failed.length), open: true },
		items: failed.map((each, index) => problemItem(each, index, done)),
	};
}

function problemItem(each: Failed, index: number, { request }: Preflighted): ReportItem {
	const { failure, check } = each;
	const { text, checks, actions } = explainedFailure(failure);
	return {
		sign: 'expired',
		text: `${failedWords(check.name)}: ${failureTitle(failure)}. ${text}`,
		steps: checks,
		code: failure.alert === undefined ? failure.code : `alert ${failure.alert}`,
		actions: fixesFor(each, actions, request).map(({ id, label }) => ({
			id: `fix:${index}:${id}`,
			label,
		})),
	};
}

const perVersion = ['handshake', 'serverAccepted', 'clientAccepted', 'data'] as const;

function versionSection({ checks }: PreflightAnswer): ReportSection {
	const cell = (name: PreflightCheck['name'], version: string): ReportCell => {
		const check = checks.find((each) => each.name === name && each.version === version);
		if (!check) return '';
		const { protocol, cipher = '', ok } = check;
		if (name !== 'handshake' || ok !== true) return resultCell(check);
		const text = version === 'any' ? `${versionWords(protocol)} · ${cipher}` : cipher;
		return { text, sign: 'valid' as const };
	};
	const columns = ['any', ...versions];
	return {
		...{ id: 'versions', title: vscode.l10n.t('Handshakes'), open: true },
		table: {
			...{ caption: vscode.l10n.t('Handshakes by TLS version'), isTitled: true },
			columns: [
				vscode.l10n.t('Check'),
				vscode.l10n.t('Any version'),
				...versions.map(versionWords),
			],
			rows: perVersion.map((name) => [
				checkWords(name),
				...columns.map((version) => cell(name, version)),
			]),
		},
	};
}

function resultCell(check: PreflightCheck): ReportCell {
	const sign = check.ok === true ? 'valid' : check.ok === false ? 'expired' : 'unknown';
	return { text: resultWords(check), sign };
}

/** `TLS 1.3`. */
function versionWords(version = ''): string {
	return version.replace('TLSv', 'TLS ');
}

function fileSection({ checks }: PreflightAnswer): ReportSection {
	const rows = checks
		.filter(({ version }) => version === undefined)
		.map((check) => [checkWords(check.name), resultCell(check)]);
	return {
		...{ id: 'files', title: vscode.l10n.t('Files'), open: true },
		table: {
			...{ caption: vscode.l10n.t('Files'), isTitled: true },
			columns: [vscode.l10n.t('Check'), vscode.l10n.t('Result')],
			rows,
		},
	};
}

function findingSection(findings: readonly FileFinding[]): ReportSection {
	const signs = { error: 'expired', warning: 'expiresSoon', info: 'unknown' } as const;
	return {
		id: 'findings',
		title: vscode.l10n.t('Findings in the files ({0})', findings.length),
		open: findings.some(({ severity }) => severity !== 'info'),
		items: findings.map(({ severity, message, code, end }) => ({
			sign: signs[severity],
			text: `${end === 'client' ? vscode.l10n.t('Client') : vscode.l10n.t('Server')}: ${message}`,
			...{ steps: [], code, actions: [] },
		})),
	};
}
