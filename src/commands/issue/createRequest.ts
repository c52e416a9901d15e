import * as path from 'node:path';
import * as vscode from 'vscode';
import type { KeyKind } from '../../core/backends/contract/backend.js';
import { adviceFor, wishedCertificate } from '../../core/backends/issuing/clientAdvice.js';
import { takeHosts, type TakenHost } from '../../core/backends/issuing/nameWishes.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import { adviceSentence, takenHostSentence } from '../../ui/words/findings/adviceWords.js';
import { type Frame, runWizard, type Step } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { notify } from './afterIssue.js';
import { settleTarget } from '../save/conflicts.js';
import { onFile } from '../../services/files/fileErrors.js';
import { fileNameFor } from '../../core/layouts/fileNames.js';
import { defaultFolders, folderFrom, folderWords, requireTrust } from '../input/folders.js';
import { askFolder, askKeyKind, askNames } from '../input/formSteps.js';
import { optionalKeyKind } from './forms/issueOptions.js';
import { keyKinds } from '../input/keyKinds.js';
import { commonNameSubject, makeRequest } from './localKey.js';
import { nameAdvice } from './forms/nameAdvice.js';
import { sortNames } from '../input/names.js';
import {
	badOption,
	namesWords,
	optionalBoolean,
	optionalFile,
	optionalString,
	optionalStrings,
} from '../input/options.js';

/** What a request is made from. */
interface RequestPlan {
	/** RFC 4514. */
	subject: string;
	names: readonly string[];
	keyType: KeyKind;
	folder: string;
}

interface Result {
	readonly files: { readonly request: string; readonly key: string };
	readonly warnings?: readonly string[];
}

/** `pki.createRequest`: a new key and a request for it (PKCS #10), as `<name>.key` (0600) and `<name>.csr`. */
export async function run(_context: CommandContext, input: CommandInput): Promise<Result> {
	requireTrust();
	const { taken, ...plan } = await planFor(input);
	const target = await settleTarget({
		folder: plan.folder,
		baseName: fileNameFor(commonNameOf(plan.subject) ?? plan.names[0] ?? ''),
		overwrite: optionalBoolean(input.options, 'overwrite'),
		interactive: input.interactive,
		fileNames: (baseName) => [`${baseName}.csr`, `${baseName}.key`],
	});
	const made = await withProgress(vscode.l10n.t('Creating a key and a certificate request'), () =>
		makeRequest(plan.subject, plan.names, plan.keyType),
	);
	const file = (ending: string) => path.join(target.folder, target.baseName + ending);
	const files = { request: file('.csr'), key: file('.key') };
	await onFile(target.folder, () =>
		writeFilesAtomically(
			[
				{ path: files.key, content: made.privateKeyPem, mode: 0o600 },
				{ path: files.request, content: made.request },
			],
			{ overwrite: target.overwrite },
		),
	);
	if (input.interactive) announce(files);
	const warnings = [...taken.map(takenHostSentence), ...adviceOn(plan)];
	return { files, ...(warnings.length > 0 && { warnings }) };
}

/** What no client will accept, whoever signs it. */
function adviceOn({ subject, names }: RequestPlan): readonly string[] {
	const wishes = { commonName: commonNameOf(subject), ...sortNames(names) };
	return adviceFor(wishedCertificate(wishes, undefined)).map(adviceSentence);
}

async function planFor({
	options,
	interactive,
}: CommandInput): Promise<RequestPlan & { readonly taken: readonly TakenHost[] }> {
	const typed = optionalStrings(options, 'names');
	const { names: hosts, taken } = takeHosts(typed ?? [], {}, undefined);
	const given: Partial<RequestPlan> = {
		subject: optionalString(options, 'subject'),
		names: typed && hosts,
		keyType: optionalKeyKind(options),
		folder: optionalFile(options, 'folder'),
	};
	if (interactive) return { ...(await ask(given)), taken };
	const { names = [] } = given;
	const subject = given.subject ?? (await commonNameSubject(names[0] ?? ''));
	if (subject === '') throw badOption('names', namesWords);
	const keyType = given.keyType ?? 'P-256';
	return { subject, names, keyType, folder: folderFrom(options), taken };
}

/** The first common name of an RFC 4514 string; a text without `type=` is one itself. */
function commonNameOf(subject: string): string | undefined {
	if (!subject.includes('=')) return subject;
	const value = /(?:^|[,+])\s*CN\s*=\s*((?:\\.|[^,+\\])*)/i.exec(subject)?.[1];
	return value?.replace(/\\(.)/g, '$1').trim();
}

async function subjectProblem(text: string): Promise<string | undefined> {
	const { checkName } = await import('../../core/x509/write/name.js');
	try {
		checkName(text);
		return undefined;
	} catch (error) {
		return describeError(error).message;
	}
}

function ask(given: Partial<RequestPlan>): Promise<RequestPlan> {
	const steps: readonly Step<RequestPlan>[] = [
		{
			fields: ['names'],
			when: () => given.names === undefined,
			ask: async (frame, { names = [] }) => ({ names: await askRequestNames(frame, names) }),
		},
		{
			fields: ['subject'],
			when: () => given.subject === undefined,
			ask: async (frame, { names = [] }) => ({
				subject: await frame.text({
					prompt: vscode.l10n.t('Subject, as in CN=api.example.com,O=Example'),
					value: await commonNameSubject(names[0] ?? ''),
					validate: subjectProblem,
				}),
			}),
		},
		{
			fields: ['key'],
			when: () => given.keyType === undefined,
			ask: async (frame, { keyType }) => ({
				keyType: await askKeyKind(frame, keyKinds, keyType),
			}),
		},
		{
			fields: ['folder'],
			when: () => given.folder === undefined,
			ask: async (frame, { folder }) => ({ folder: await askFolder(frame, folder) }),
		},
	];
	const folder = given.folder ?? defaultFolders()[0];
	return runWizard<RequestPlan>(vscode.l10n.t('Create Request'), steps, { ...given, folder });
}

async function askRequestNames(frame: Frame, value: readonly string[]): Promise<readonly string[]> {
	const unknown = { rules: {}, usage: undefined };
	const names = await askNames(frame, {
		prompt: vscode.l10n.t('Names: hosts, IP addresses, URIs. The first one is the common name'),
		value,
		required: true,
		decides: 'here',
		check: (typed) => nameAdvice({ names: typed, ...unknown, fields: ['altNames'] }),
	});
	return takeHosts(names, unknown.rules, unknown.usage).names;
}

function announce(files: Result['files']): void {
	const message = vscode.l10n.t(
		'{0} and its key are saved in {1}.',
		path.basename(files.request),
		folderWords(path.dirname(files.request)),
	);
	const sign = async () =>
		vscode.commands.executeCommand('pki.signRequest', vscode.Uri.file(files.request));
	const steps = [{ title: vscode.l10n.t('Sign Request…'), run: sign }];
	notify(message, { key: files.key, steps });
}
