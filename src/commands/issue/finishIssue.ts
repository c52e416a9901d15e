import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type { IssuedCertificate } from '../../core/backends/contract/backend.js';
import type { Asked } from '../../core/backends/issuing/comparison.js';
import type { TakenHost } from '../../core/backends/issuing/nameWishes.js';
import { PkiError } from '../../core/common/errors.js';
import { adviceSentence, takenHostSentence } from '../../ui/words/findings/adviceWords.js';
import { differenceSentence } from '../../ui/words/findings/differenceWords.js';
import { describeError, showError } from '../../ui/words/errors/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { announce } from './afterIssue.js';
import { settleTarget } from '../save/conflicts.js';
import { onFile } from '../../services/files/fileErrors.js';
import { fileNameFor } from '../../core/layouts/fileNames.js';
import { browseForFolder, folderFrom } from '../input/folders.js';
import {
	type FileTarget,
	type IssuedMaterial,
	ownFileNames,
	writeIssuedFiles,
} from '../save/issuedFiles.js';
import { pkcs12Password, type Pkcs12Wish, showMadePassword } from '../save/pkcs12.js';
import { optionalBoolean } from '../input/options.js';
import { keepUnsaved, notWritten, type Unsaved } from '../save/unsaved.js';

/** What was issued, and the private key where there is one to save. */
export interface Made {
	readonly issued: IssuedCertificate;
	readonly privateKeyPem?: string;
}

/** Where the files will stand; settled before anything is issued, so that nothing is issued in vain. */
export function settleFiles(
	input: CommandInput,
	folder: string | undefined,
	name: string,
	withKey: boolean,
	withPkcs12 = false,
): Promise<FileTarget> {
	return settleTarget({
		folder: folder ?? folderFrom(input.options),
		baseName: fileNameFor(name),
		overwrite: optionalBoolean(input.options, 'overwrite'),
		interactive: input.interactive,
		fileNames: (baseName) => ownFileNames(baseName, withKey, withPkcs12),
	});
}

/** Where it was issued: what the tree and the details need to find it again. */
export interface IssuedBy {
	readonly connection: { readonly id: string };
	readonly mount: string;
	readonly role: string;
}

/** What was issued, what it was to be, and what else is to be said. */
export interface Done extends Made {
	readonly name: string;
	readonly asked: Asked;
	/** A `.p12` file beside the others. */
	readonly pkcs12?: Pkcs12Wish;
	/** Addresses that were typed as names. */
	readonly taken?: readonly TakenHost[];
	/** Nothing trusts its root yet. */
	readonly isNewRoot?: boolean;
}

/** Refreshes the tree, writes the files and tells the user. */
export async function finishIssue(
	context: CommandContext,
	input: CommandInput,
	by: IssuedBy,
	target: FileTarget,
	done: Done,
): Promise<IssuedFiles> {
	const { connection, mount } = by;
	const { issued, name, isNewRoot = false } = done;
	context.changes.fire({ connection: connection.id, mount, part: 'certificates' });
	const { privateKeyPem } = done;
	const pkcs12 = done.pkcs12 && pkcs12Password(done.pkcs12);
	const files = await save(input, target, { name, issued, privateKeyPem, pkcs12 });
	context.recentFiles.add(files.certificate);
	await keepTrack(context, by, files.certificate, issued.certificatePem);
	const { serialNumber, notAfter } = issued;
	const { sentences, isSevere } = await verdictOn(done);
	const warnings = [...sentences, ...issued.warnings];
	for (const warning of warnings) context.log.warn(`${mount}: ${warning}`);
	const result: IssuedFiles = {
		serialNumber,
		notAfter,
		files,
		...(warnings.length > 0 && { warnings }),
	};
	if (input.interactive) {
		const source = { connection: connection.id, mount, serialNumber };
		announce(context, { name, source, issued, result, sentences, isSevere, isNewRoot });
		showMadePassword(files.pkcs12, pkcs12).catch((error: unknown) => showError(error));
	}
	return result;
}

/** So that it can be renewed by whoever issued it, and is called due in time. */
export async function keepTrack(
	{ issued }: Pick<CommandContext, 'issued'>,
	{ connection, mount, role }: IssuedBy,
	path: string,
	certificatePem: string,
): Promise<void> {
	const { readPemFacts } = await import('../../core/x509/certificate.js');
	const facts = readPemFacts(certificatePem);
	if (facts?.notBefore === undefined || facts.notAfter === undefined) return;
	const { name, notBefore, notAfter, issuer, authorityKeyIdentifier } = facts;
	await issued.add({
		...{ path, name, notBefore, notAfter, issuer, mount, role },
		fingerprint: facts.sha256Fingerprint,
		connection: connection.id,
		...(authorityKeyIdentifier !== undefined && { issuerKey: authorityKeyIdentifier }),
	});
}

/** How it differs from what was asked for, and what clients will not accept of it; the gravest first. */
async function verdictOn({ issued, privateKeyPem, asked, taken = [] }: Done) {
	const [{ compareIssued, isSevere }, { adviceFor, presentedBy }, { readPemFacts }] =
		await Promise.all([
			import('../../core/backends/issuing/comparison.js'),
			import('../../core/backends/issuing/clientAdvice.js'),
			import('../../core/x509/certificate.js'),
		]);
	const differences = compareIssued(asked, { ...issued, privateKeyPem }, new Date());
	const facts = readPemFacts(issued.certificatePem);
	const ends = issued.chainPem.map((pem) => readPemFacts(pem)?.notAfter);
	const advice = facts ? adviceFor(presentedBy(facts, ends)) : [];
	return {
		sentences: [
			...differences.map(differenceSentence),
			...taken.map(takenHostSentence),
			...advice.map(adviceSentence),
		],
		isSevere: differences.some(isSevere),
	};
}

/** A certificate that was issued must not be lost over a full disk: a person may choose another folder, then or later. */
async function save(
	input: CommandInput,
	target: FileTarget,
	made: IssuedMaterial & { readonly name: string },
): Promise<IssuedFiles['files']> {
	try {
		return await onFile(target.folder, () => writeIssuedFiles(target, made));
	} catch (error) {
		const unsaved = { name: made.name, made, target };
		if (!input.interactive) {
			keepUnsaved(unsaved, error);
			throw notWritten(unsaved, error);
		}
		const folder = await anotherFolder(unsaved, error);
		return save(input, { ...target, folder, overwrite: false, replacesCa: false }, made);
	}
}

/** Rejects with `cancelled` where none is chosen; it is offered again then, outside the command. */
async function anotherFolder(unsaved: Unsaved, error: unknown): Promise<string> {
	const another = vscode.l10n.t('Choose Another Folder…');
	const { message } = describeError(notWritten(unsaved, error));
	try {
		const answer = await vscode.window.showErrorMessage(message, { modal: true }, another);
		if (answer !== another) throw new PkiError('cancelled', { cause: error });
		return await browseForFolder(another);
	} catch (failure) {
		keepUnsaved(unsaved, error);
		throw failure;
	}
}
