/** Findings for whoever asks: of files, of a text, or of the whole workspace. */
import * as vscode from 'vscode';
import type { CheckFinding } from '../api.js';
import { PkiError } from '../core/common/errors.js';
import { decodeInSlices } from '../core/decode/decode.js';
import { rulesOf } from '../core/diagnostics/severities.js';
import { isOwn } from '../services/ownDocument.js';
import type { FindingsRequest, FindOptions, Found } from '../services/ports/findings.js';
import type { Services } from '../services/services.js';
import { openDocument } from '../ui/openDocument.js';
import { findingSentence, fixTitle } from '../ui/words/findings/findingWords.js';
import { closedSurroundings } from './closedFiles.js';
import { checkBlocks } from './expiry/checkFile.js';
import { isExcluded } from '../services/workspace/excluded.js';
import type { LocatedFinding } from './expiry/report.js';
import { checkMany, scan } from './expiry/scan.js';
import { settingsFor } from './expiry/threshold.js';
import type { ReportStore } from './store.js';

interface Parts {
	readonly services: Pick<Services, 'log' | 'blocks' | 'references' | 'workspace'>;
	readonly store: ReportStore;
	/** Checks an open document as the Problems panel does, which leaves its report in the store. */
	readonly checkOpen: (document: vscode.TextDocument) => Promise<void>;
}

interface Checked {
	readonly uri: string;
	readonly findings: readonly LocatedFinding[];
}

export async function findOnRequest(
	parts: Parts,
	request: FindingsRequest,
	options: FindOptions,
): Promise<Found> {
	const checked = await checkedBy(parts, request, options);
	const now = new Date();
	const findings = checked.flatMap(({ uri, findings: found }) =>
		found.map((finding) => toApi(uri, finding, now)),
	);
	return { findings, read: checked.length };
}

async function checkedBy(
	parts: Parts,
	request: FindingsRequest,
	options: FindOptions,
): Promise<readonly Checked[]> {
	if (request === 'workspace') return checkWorkspace(parts, options);
	if ('text' in request) return [await checkText(request, options)];
	return checkFiles(parts, request.uris, options);
}

/** What is open as it stands there, and every other file in which the index found something. */
async function checkWorkspace(parts: Parts, options: FindOptions): Promise<readonly Checked[]> {
	const { services, store } = parts;
	const { signal } = options;
	await services.workspace.refresh({ signal });
	const documents = vscode.workspace.textDocuments.filter(
		(document) =>
			isOwn(document.uri) &&
			(store.get(document.uri)?.asked !== undefined || !isExcluded(document.uri)),
	);
	const open = new Set(documents.map(({ uri }) => uri.toString()));
	const asked = { named: false, withinDays: undefined };
	const others = services.workspace.files
		.filter(({ uri }) => !open.has(uri.toString()))
		.map(({ uri }) => ({ uri, asked, mustBeRead: false }));
	const total = documents.length + others.length;
	const ticket = store.ticket();
	const { reports } = await checkMany(others, {
		signal,
		log: services.log,
		surroundingsOf: closedSurroundings(services),
		onProgress: (done) => options.onProgress?.(done, total),
	});
	store.put(reports, ticket);
	const onProgress = (done: number) => options.onProgress?.(others.length + done, total);
	return inOrder([
		...(await checkDocuments(parts, documents, { ...options, onProgress })),
		...reports.map(({ uri, findings }) => ({ uri: nameOf(uri), findings })),
	]);
}

function inOrder(checked: readonly Checked[]): readonly Checked[] {
	return [...checked].sort((a, b) => a.uri.localeCompare(b.uri));
}

async function checkDocuments(
	{ store, checkOpen }: Parts,
	documents: readonly vscode.TextDocument[],
	{ signal, onProgress }: FindOptions,
): Promise<readonly Checked[]> {
	const checked: Checked[] = [];
	for (const [index, document] of documents.entries()) {
		if (signal?.aborted) throw new PkiError('cancelled');
		await checkAsItStands(document, checkOpen);
		const { uri } = document;
		checked.push({ uri: nameOf(uri), findings: store.get(uri)?.findings ?? [] });
		onProgress?.(index + 1, documents.length);
	}
	return checked;
}

/** Somebody who types all the time gets what was found just before. */
const mostTries = 5;

/** A check of a document that is edited meanwhile finds what was in it, or nothing. */
async function checkAsItStands(
	document: vscode.TextDocument,
	checkOpen: Parts['checkOpen'],
): Promise<void> {
	for (let tries = 1; tries <= mostTries; tries += 1) {
		const { version } = document;
		await checkOpen(document);
		if (document.version === version) return;
	}
}

async function checkText(
	{ text, languageId, path }: Extract<FindingsRequest, { readonly text: string }>,
	{ signal }: FindOptions,
): Promise<Checked> {
	const scope = path === undefined ? undefined : vscode.Uri.file(path);
	const blocks = await decodeInSlices(text, signal ? { signal } : {});
	const ending = languageId === undefined ? undefined : endings[languageId];
	const name = path ?? (ending === undefined ? undefined : `text${ending}`);
	const surroundings = name === undefined ? {} : { path: name.replaceAll('\\', '/') };
	const settings = settingsFor(scope, undefined);
	const { findings } = await checkBlocks(blocks, text, { ...settings, signal, surroundings });
	return { uri: path ?? '', findings };
}

/** Of languages whose rules go by the file's name. */
const endings: Readonly<Record<string, string>> = {
	dotenv: '.env',
	json: '.json',
	jsonc: '.jsonc',
	pem: '.pem',
	shellscript: '.sh',
	yaml: '.yaml',
};

/** What is open is checked as it stands there; a file that is named is checked wherever it lies. */
async function checkFiles(
	parts: Parts,
	uris: readonly vscode.Uri[],
	options: FindOptions,
): Promise<readonly Checked[]> {
	const open = uris.flatMap((uri) => (isExcluded(uri) ? [] : (openDocument(uri) ?? [])));
	const others = uris.filter((uri) => !open.some((document) => sameUri(document.uri, uri)));
	const { log } = parts.services;
	const known = closedSurroundings(parts.services);
	const { reports } = await scan({ ...options, uris: others, log, surroundingsOf: known });
	return inOrder([
		...(await checkDocuments(parts, open, options)),
		...reports.map(({ uri, findings }) => ({ uri: nameOf(uri), findings })),
	]);
}

function sameUri(a: vscode.Uri, b: vscode.Uri): boolean {
	return a.toString() === b.toString();
}

function nameOf(uri: vscode.Uri): string {
	return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

function toApi(uri: string, finding: LocatedFinding, now: Date): CheckFinding {
	const { code, severity, range, fix } = finding;
	const position = ({ line, character }: vscode.Position) => ({ line, character });
	return {
		uri,
		range: { start: position(range.start), end: position(range.end) },
		rule: rulesOf(code)[0] ?? '',
		code,
		severity,
		message: findingSentence(finding, now),
		fixes: fix ? [fixTitle(fix)] : [],
	};
}
