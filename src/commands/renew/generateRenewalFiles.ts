import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RenewalFilesResult } from '../../api.js';
import type { Backend, IssuingCall } from '../../core/backends/contract/backend.js';
import { defined } from '../../core/common/defined.js';
import { PkiError } from '../../core/common/errors.js';
import { fileNameFor } from '../../core/layouts/fileNames.js';
import {
	type RenewalTemplates,
	renewalFileNames,
	renewalFiles,
} from '../../core/renewal/renewalFiles.js';
import { type RenewalWay, renewalWays } from '../../core/renewal/request.js';
import { onFile } from '../../services/files/fileErrors.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { folderFrom, folderWords, requireTrust } from '../input/folders.js';
import { badOption, optionalString, optionalStrings, type Options } from '../input/options.js';
import { notify } from '../issue/afterIssue.js';
import type { FormContext } from '../issue/forms/issueForm.js';
import {
	type IssueOptions,
	nameOf,
	readIssueOptions,
	wishesOf,
} from '../issue/forms/issueOptions.js';
import {
	pickRoleTarget,
	readRoleFacts,
	requireAllowed,
	type RoleTarget,
} from '../issue/forms/roleTarget.js';
import { settleTarget } from '../save/conflicts.js';

interface Wish {
	readonly options: IssueOptions;
	readonly ways: readonly RenewalWay[];
	readonly image?: string;
}

/**
 * `pki.generateRenewalFiles`: programs that renew a certificate of a role without the editor. There is no secret in them, and
 * nothing is sent but what reads the role.
 */
export async function run(
	context: CommandContext,
	input: CommandInput,
): Promise<RenewalFilesResult> {
	requireTrust();
	const { options, interactive } = input;
	const given = { ways: givenWays(options), image: givenImage(options) };
	const certificate = readIssueOptions(options);
	const target = await pickRoleTarget(context, options, 'issuingCall');
	const offered = offeredBy(target.client);
	const missing = given.ways?.find((way) => !offered.includes(way));
	if (missing !== undefined) throw new PkiError('unsupported', { reason: 'noEvents' });
	const facts = await readRoleFacts(target, interactive, certificate.issuer);
	const wish = interactive
		? await ask({ target, facts, given: certificate }, defined(given), offered)
		: { options: certificate, ways: given.ways ?? ['script' as const], image: given.image };
	// Nothing was ticked.
	if (wish.ways.length === 0) throw new PkiError('cancelled');
	const request = wishesOf(target, wish.options);
	const name = nameOf(request);
	if (name === undefined) throw badOption('commonName', 'string');
	if (!interactive) requireAllowed(facts.rules, request);
	return write(context, input, { target, wish, name });
}

async function ask(
	form: FormContext,
	given: Partial<Omit<Wish, 'options'>>,
	offered: readonly RenewalWay[],
): Promise<Wish> {
	const { askRenewal } = await import('./renewalForm.js');
	return askRenewal(form, given, offered);
}

function givenImage(options: Options): string | undefined {
	const image = optionalString(options, 'image')?.trim();
	if (image === '') throw badOption('image', 'string');
	return image;
}

function givenWays(options: Options): readonly RenewalWay[] | undefined {
	const given = optionalStrings(options, 'files');
	if (given === undefined) return undefined;
	const ways = renewalWays.filter((way) => given.includes(way));
	if (ways.length === 0 || ways.length < new Set(given).size) {
		throw badOption('files', `(${renewalWays.join(' | ')})[]`);
	}
	return ways;
}

/** A webhook needs a server that sends events. */
function offeredBy({ certificateEvents }: Backend): readonly RenewalWay[] {
	return renewalWays.filter((way) => way !== 'webhook' || certificateEvents !== undefined);
}

function callOf({ client }: RoleTarget, request: ReturnType<typeof wishesOf>): IssuingCall {
	const call = client.issuingCall?.(request);
	if (!call) throw new PkiError('unsupported', { reason: 'issuingCall' });
	return call;
}

async function write(
	{ context }: CommandContext,
	{ options, interactive }: CommandInput,
	{ target, wish, name }: { target: RoleTarget; wish: Wish; name: string },
): Promise<RenewalFilesResult> {
	const { ways, image } = wish;
	if (ways.includes('kubernetes') && image === undefined) throw badOption('image', 'string');
	const call = callOf(target, wishesOf(target, wish.options));
	const place = await settleTarget({
		folder: wish.options.folder ?? folderFrom(options),
		baseName: fileNameFor(name),
		overwrite: wish.options.overwrite,
		interactive,
		fileNames: (baseName) => renewalFileNames(ways, baseName).map((file) => file.name),
	});
	const files = renewalFiles(
		{
			...{ ways, baseName: place.baseName, call, image },
			ttlSeconds: wish.options.ttlSeconds,
			events: target.client.certificateEvents,
		},
		await readTemplates(context.extensionUri),
	).map((file) => ({
		path: path.join(place.folder, file.name),
		content: file.text,
		...(file.mode !== undefined && { mode: file.mode }),
	}));
	await onFile(place.folder, () => writeFilesAtomically(files, { overwrite: place.overwrite }));
	const paths = files.map((file) => file.path);
	if (interactive) announce(name, { folder: place.folder, files: paths, call });
	return { files: paths };
}

async function readTemplates(extension: vscode.Uri): Promise<RenewalTemplates> {
	const read = (name: string) =>
		readFile(vscode.Uri.joinPath(extension, 'media/renewal', name).fsPath, 'utf8');
	const [script, webhook] = await Promise.all([read('renew.mjs'), read('webhook.mjs')]);
	return { script, webhook };
}

function announce(
	name: string,
	written: {
		readonly folder: string;
		readonly files: readonly string[];
		readonly call: IssuingCall;
	},
): void {
	const { folder, files, call } = written;
	const args = [plainText(name, 80), folderWords(folder)] as const;
	const message = call.clientCredentials
		? vscode.l10n.t(
				'The renewal files for “{0}” are saved in {1}. They contain no client secret; each file says where to put it.',
				...args,
			)
		: vscode.l10n.t(
				'The renewal files for “{0}” are saved in {1}. They contain no token; each file says where to put it.',
				...args,
			);
	const open = async () => {
		for (const file of files) {
			await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
		}
	};
	notify(message, { steps: [{ title: vscode.l10n.t('Open'), run: open }] });
}
