/** Everything about a rotation that is settled before anything is sent or written. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { IssueRequest, KeyKind } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { readMaterial } from '../../core/convert/material.js';
import { chainFileOf } from '../../core/layouts/chainFiles.js';
import { partsIn } from '../../core/rotate/partsIn.js';
import type { PairPart } from '../../core/rotate/pair.js';
import { keyKindLike, wishesLike } from '../../core/rotate/wishes.js';
import { containerOf } from '../../core/x509/containers/containerOf.js';
import type { CommandContext } from '../command.js';
import { keyKindsFor } from '../input/keyKinds.js';
import type { Options } from '../input/options.js';
import {
	mayUseLocalKey,
	readRoleFacts,
	requireAllowed,
	type RoleFacts,
} from '../issue/forms/roleTarget.js';
import { findTarget, type RenewTarget } from './origin.js';
import type { RotateOptions } from './options.js';
import { distinctFiles, findPairSet, type PairFile, type PairSet } from './pairSet.js';

/** Where the new private key comes from. */
export type KeySource =
	| { readonly from: 'here'; readonly kind: KeyKind }
	| { readonly from: 'server' }
	/** PKCS #8. */
	| { readonly from: 'file'; readonly privateKeyPem: string };

export interface Replacement {
	readonly file: PairFile;
	readonly parts: readonly PairPart[];
}

export interface RotationPlan {
	readonly set: PairSet;
	readonly target: RenewTarget;
	readonly facts: RoleFacts;
	readonly request: IssueRequest;
	readonly key: KeySource;
	/** What is replaced for certain. */
	readonly replaced: readonly Replacement[];
	/** Files with what is above the certificate, replaced where another authority issues now. */
	readonly chainFiles: readonly PairFile[];
	/** Files that hold some of it and cannot be replaced. */
	readonly left: readonly { readonly file: string; readonly error: PkiError }[];
	readonly password?: string | undefined;
}

export interface PlanWish {
	readonly file: string;
	readonly line?: number | undefined;
	/** `connection`, `mount`, `role`. */
	readonly place: Options;
	readonly options: RotateOptions;
}

/**
 * Rejects with the errors of finding the files and who issued it; with `invalid` where the role is certain to refuse it,
 * `noKeyForRotation` (args `file`, `name`) where the private key is not found, `passwordNeeded` where it is encrypted, and `unsavedChanges` (args `file`).
 */
export async function planRotation(
	context: CommandContext,
	{ file, line, place, options }: PlanWish,
): Promise<RotationPlan> {
	const { set, files } = await findReplaced(context, { file, line, options });
	return {
		set,
		...(await planIssue(context, set, place, options)),
		...files,
		password: options.password,
	};
}

/** The part of it that is about the files; nothing is asked of a server. */
export async function findReplaced(
	context: CommandContext,
	{ file, line, options }: Omit<PlanWish, 'place'>,
): Promise<{ readonly set: PairSet; readonly files: SortedFiles }> {
	const { key, password } = options;
	const set = await findPairSet(context, { file, line, key, password });
	const isReused = options.reuseKey === true;
	const files = await sortFiles(set, password, isReused);
	requireKey(set, files.replaced, { isReused, password });
	for (const { file: replaced } of files.replaced) requireSaved(replaced.path);
	return { set, files };
}

type SortedFiles = Pick<RotationPlan, 'replaced' | 'chainFiles' | 'left'>;

/** The part of it that is about the new certificate alone. */
export async function planIssue(
	context: CommandContext,
	set: PairSet,
	place: Options,
	options: RotateOptions,
): Promise<Pick<RotationPlan, 'target' | 'facts' | 'request' | 'key'>> {
	const target = await findTarget(context, set.old.leaf, place);
	const facts = await readRoleFacts(target, false);
	const request = wishesLike(set.old.leaf.facts, target, facts.rules);
	requireAllowed(facts.rules, request, request);
	return { target, facts, request, key: await keySource(set, target, facts, options) };
}

async function sortFiles(
	set: PairSet,
	password: string | undefined,
	isReused: boolean,
): Promise<SortedFiles> {
	const replaced: Replacement[] = [];
	const chainFiles: PairFile[] = [];
	const left: RotationPlan['left'][number][] = [];
	for (const file of await distinctFiles(set.files)) {
		if (chainFileOf(path.basename(file.path))) chainFiles.push(file);
		if (isLockedStore(file, set.path, password)) {
			left.push({ file: file.path, error: new PkiError('invalid', { reason: 'passwordNeeded' }) });
			continue;
		}
		try {
			const options = { path: file.path, password };
			const parts = await partsIn(file.bytes, set.old, options);
			const own = isReused ? parts.filter((part) => part !== 'key') : parts;
			if (own.length > 0) replaced.push({ file, parts: own });
		} catch (error) {
			const isOther = file.path !== set.path && file !== set.keyFile;
			if (!isPkiError(error) || !isOther) throw error;
			left.push({ file: file.path, error });
		}
	}
	return { replaced, chainFiles, left };
}

/** A key store beside the certificate, of its name: it may hold the pair, and does not tell. */
function isLockedStore({ path: file, bytes }: PairFile, named: string, password?: string): boolean {
	const isBeside = file !== named && path.parse(file).name === path.parse(named).name;
	return isBeside && password === undefined && containerOf(bytes) !== undefined;
}

/** An encrypted key does not say whose it is. */
function requireKey(
	{ path: file, old, files }: PairSet,
	replaced: readonly Replacement[],
	{ isReused, password }: { readonly isReused: boolean; readonly password: string | undefined },
): void {
	if (isReused || replaced.some(({ parts }) => parts.includes('key'))) return;
	const isLocked = files.some(({ blocks }) =>
		blocks.some(({ facts }) => facts?.kind === 'privateKey' && facts.encrypted),
	);
	if (isLocked) {
		const reason = password === undefined ? 'passwordNeeded' : 'keyPasswordRefused';
		throw new PkiError('invalid', { reason });
	}
	const args = { file, name: old.leaf.facts.name };
	throw new PkiError('invalid', { reason: 'noKeyForRotation', args });
}

/** What is typed and not saved would be lost, or would be saved over the new file. */
function requireSaved(file: string): void {
	const isDirty = vscode.workspace.textDocuments.some(
		({ uri, isDirty: unsaved }) => unsaved && uri.scheme === 'file' && uri.fsPath === file,
	);
	if (isDirty) throw new PkiError('invalid', { reason: 'unsavedChanges', args: { file } });
}

async function keySource(
	set: PairSet,
	target: RenewTarget,
	facts: RoleFacts,
	{ reuseKey, keyType, password }: RotateOptions,
): Promise<KeySource> {
	if (reuseKey === true) return { from: 'file', privateKeyPem: await presentKey(set, password) };
	if (!mayUseLocalKey(target, facts)) return { from: 'server' };
	const allowed = keyKindsFor(facts.rules);
	const wanted = keyType ?? keyKindLike(set.old.leaf.facts);
	const kind = wanted !== undefined && allowed.includes(wanted) ? wanted : allowed[0];
	return kind === undefined ? { from: 'server' } : { from: 'here', kind };
}

async function presentKey(set: PairSet, password: string | undefined): Promise<string> {
	const { leaf } = set.old;
	for (const { bytes } of set.keyFile ? [set.keyFile] : set.files) {
		const { keys } = await readMaterial(bytes, { password }).catch(() => ({ keys: [] }));
		const key = keys.find(({ publicKey }) => publicKey === leaf.facts.publicKeySha256);
		if (key?.opened) return key.opened.export({ type: 'pkcs8', format: 'pem' }).toString();
	}
	const args = { file: set.path, name: leaf.facts.name };
	throw new PkiError('invalid', { reason: 'noKeyForRotation', args });
}
