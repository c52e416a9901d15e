/** What is wrong with the certificates and keys that a debug configuration names or holds. */
import { parseEnv } from 'node:util';
import * as vscode from 'vscode';
import type { CheckFinding } from '../api.js';
import { isPkiError } from '../core/common/errors.js';
import { textOf } from '../core/decode/decode.js';
import type { FindingsPort } from '../services/ports/findings.js';
import { placesOf } from '../services/references/places.js';
import type { FileReference, ReferenceSource } from '../services/references/referenceSource.js';
import { readContents } from '../ui/contents.js';
import { configurationText, envFilesOf, keyOfLine } from './configurationText.js';

/** The gravest first: what fails at once, then what is missing or too early, then what fails later. */
const codes = [
	...['pathExpired', 'expired', 'contradictoryDates'],
	...['pathKeyMismatch', 'pathCertificateMismatch', 'foreignKey', 'pathWrongKind'],
	...['pathNotFound', 'pathNotYetValid', 'notYetValid'],
	...['pathExpiresSoon', 'expiresSoon'],
];
const later = new Set(['pathExpiresSoon', 'expiresSoon']);

/** Bytes; a larger file is no list of variables. */
const largestEnvFile = 256 * 1024;

export interface Fault {
	readonly message: string;
	/** The program still works with it. */
	readonly isLater: boolean;
	/** The path that is at fault, with its file where there is one. Absent for a value that holds PEM itself. */
	readonly path?: Pick<FileReference, 'raw' | 'uri'>;
	/** The variable or key that has the value. */
	readonly key?: string | undefined;
}

/** The faults of a launch, the gravest first, and where they may be written. */
export interface Launch {
	readonly name: string;
	readonly faults: readonly Fault[];
	/** The configuration's file and its environment files. */
	readonly files: readonly vscode.Uri[];
	/** What relative paths in them count from. */
	readonly base: vscode.Uri;
}

interface Parts {
	readonly references: Pick<ReferenceSource, 'referencesIn'>;
	readonly findings: FindingsPort;
}

/** `configuration` as the session has it, with its variables replaced. Reads only. */
export async function faultsOf(
	{ references, findings }: Parts,
	configuration: vscode.DebugConfiguration,
	folder: vscode.WorkspaceFolder | undefined,
): Promise<Launch> {
	const base = baseOf(configuration, folder);
	const envFiles = await Promise.all(
		envFilesOf(configuration).map((path) => readEnvFile(path, base)),
	);
	const read = envFiles.filter((file) => file !== undefined);
	const variables = Object.assign({}, ...read.map((file) => file.variables)) as Record<
		string,
		string
	>;
	const text = configurationText(configuration, variables);
	const [{ findings: found }, named] = await Promise.all([
		findings.find({ text, base }),
		references.referencesIn(text, base),
	]);
	const launchFile = folder && vscode.Uri.joinPath(folder.uri, '.vscode', 'launch.json');
	return {
		name: configuration.name,
		faults: ranked(found).map((finding) => faultOf(finding, text, named)),
		files: [...read.map(({ uri }) => uri), ...(launchFile ? [launchFile] : [])],
		base,
	};
}

/** A file in the folder in which the program runs. */
function baseOf(
	{ cwd, program }: vscode.DebugConfiguration,
	folder: vscode.WorkspaceFolder | undefined,
): vscode.Uri {
	const isAbsolute = (path: unknown): path is string =>
		typeof path === 'string' && /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
	if (isAbsolute(cwd)) return vscode.Uri.joinPath(vscode.Uri.file(cwd), 'launch.json');
	if (folder) {
		return vscode.Uri.joinPath(folder.uri, typeof cwd === 'string' ? cwd : '.', 'launch.json');
	}
	return isAbsolute(program)
		? vscode.Uri.joinPath(vscode.Uri.file(program), '..', 'launch.json')
		: vscode.Uri.from({ scheme: 'untitled', path: 'launch.json' });
}

/** Undefined where there is no such file; the debugger says so itself. */
async function readEnvFile(path: string, base: vscode.Uri) {
	for (const uri of placesOf(path, base).uris) {
		try {
			const text = textOf(await readContents(uri, largestEnvFile));
			if (text !== undefined) return { uri, variables: parseEnv(text) };
		} catch (error) {
			if (!isPkiError(error)) throw error;
			// Not there, or closed to us: the next place may have it.
		}
	}
	return undefined;
}

/** A pair that does not match is found at both halves, and a path may be named twice. */
function ranked(found: readonly CheckFinding[]): readonly CheckFinding[] {
	const known = found.filter(({ code }) => codes.includes(code));
	const hasPair = known.some(({ code }) => code === 'pathKeyMismatch');
	const distinct = new Map(
		known
			.filter(({ code }) => !(hasPair && code === 'pathCertificateMismatch'))
			.map((finding) => [finding.message, finding]),
	);
	return [...distinct.values()].sort((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
}

function faultOf(
	{ message, code, range }: CheckFinding,
	text: string,
	named: readonly FileReference[],
): Fault {
	const lines = text.split('\n');
	const before = lines.slice(0, range.start.line).reduce((sum, line) => sum + line.length + 1, 0);
	const path = named.find(({ start }) => start === before + range.start.character);
	return {
		message,
		isLater: later.has(code),
		...(path ? { path } : {}),
		key: keyOfLine(lines[range.start.line] ?? ''),
	};
}
