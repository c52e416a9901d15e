import * as vscode from 'vscode';
import { findEntries } from '../../core/x509/crlSearch.js';
import { challengePasswordOf, withoutChallengePassword } from '../../core/x509/request.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { isUnread } from '../../core/x509/blockErrors.js';
import {
	type FactsContext,
	type FactsView,
	lockedView,
	unreadableFileView,
	viewOf,
} from '../../ui/facts/facts.js';
import { expiryThreshold } from '../../ui/settings.js';
import { blockErrorSentence } from '../../ui/words/errors/blockErrors.js';
import { chainPart } from './chain.js';
import { checksOf, type FileChecks } from './fileNotes.js';
import { listView, type ListStates } from './lists.js';
import { KeysBeside, matchingKeys } from './matchingKeys.js';
import { hexDump } from './hexDump.js';
import type { OcspChecks } from './ocspCheck.js';
import {
	isLocked,
	isLockedStore,
	type Neighbours,
	neighboursIn,
	revocationIn,
	type Subject,
	type SubjectBlock,
} from './subject.js';
import { renderText } from './text.js';

/** What the blocks of one subject have in common when they are described. */
export interface Surroundings {
	readonly neighbours: Neighbours;
	readonly beside: KeysBeside;
	readonly checks: FileChecks;
	/** Loaded for the few pages that show a response. */
	readonly ocsp: () => Promise<OcspChecks>;
}

/** To be made anew for each view, since files beside the subject's come and go, and once for all of its blocks. */
export function surroundingsOf(subject: Subject, workspace?: WorkspaceIndex): Surroundings {
	const neighbours = neighboursIn(subject);
	return {
		neighbours,
		beside: new KeysBeside(subject.uri, workspace),
		checks: checksFor(subject),
		ocsp: ocspChecksOnce(subject, workspace),
	};
}

function ocspChecksOnce(subject: Subject, workspace?: WorkspaceIndex): Surroundings['ocsp'] {
	let checks: Promise<OcspChecks> | undefined;
	const load = async () => new (await import('./ocspCheck.js')).OcspChecks(subject, workspace);
	return () => (checks ??= load());
}

/** Signatures are looked at once, however often a block of the same content is chosen. */
const known = new WeakMap<Subject['blocks'], FileChecks>();

function checksFor(subject: Subject): FileChecks {
	const checks = known.get(subject.blocks) ?? checksOf(subject);
	known.set(subject.blocks, checks);
	return checks;
}

export interface DescribeOptions {
	/** Whether the ASN.1 outline and the hex are asked for. */
	readonly raw: boolean;
	readonly now?: Date;
	readonly surroundings?: Surroundings;
	/** Where the other halves of keys are looked for, beside the subject. */
	readonly workspace?: WorkspaceIndex;
	/** What is shown of long lists; absent: their beginning, without anything around it. */
	readonly lists?: ListStates;
	/** Whether other files are searched for who signed an OCSP response, which takes time; absent: yes. */
	readonly readsOthers?: boolean;
}

/** One block in words, with what its neighbours and the settings add. */
export async function describeBlock(
	subject: Subject,
	block: SubjectBlock,
	{ raw, now = new Date(), lists, workspace, readsOthers = true, ...options }: DescribeOptions,
): Promise<FactsView> {
	const own = unreadView(subject, block);
	if (own) return own;
	const { surroundings = surroundingsOf(subject, workspace) } = options;
	const { neighbours, beside } = surroundings;
	const revocation = revocationIn(subject, block);
	const threshold = expiryThreshold(subject.uri);
	const chain = await chainPart(subject, block, { now, threshold, neighbours });
	const context: FactsContext = {
		now,
		threshold,
		...(chain ? { chain } : {}),
		issuers: neighbours.chainOf(block).flatMap(({ facts }, index) => (index > 0 ? [facts] : [])),
		matchingKeys: await matchingKeys(block, neighbours, beside),
		fileNotes: await surroundings.checks.notes(),
		checks: {
			signature: surroundings.checks.signatureOf(block),
			// What the CA says of it was asked with it.
			revocation: subject.source !== undefined && subject.blocks[0] === block,
		},
		isInactive: subject.isActive === false && subject.blocks[0] === block,
		...(revocation ? { revokedAt: revocation.at } : {}),
		...(revocation?.reason === undefined ? {} : { revocationReason: revocation.reason }),
		...(raw ? rawOf(subject, block) : {}),
		...challengeOf(block),
		...(lists ? await entriesOf(block, lists) : {}),
		...(readsOthers && isOcsp(block) ? await ocspOf(block, surroundings) : {}),
	};
	return viewOf(block, context);
}

/** Of what is not read, what the page of its own file says better than other views of the block. */
function unreadView(subject: Subject, block: SubjectBlock): FactsView | undefined {
	const { title, unread, isBinary } = subject;
	const { error, label, container } = block;
	if (unread !== undefined) return unreadableFileView(title, unread);
	if (error === undefined) return undefined;
	if (isLocked(block) && isLockedStore(subject)) return lockedView(block);
	if (isBinary !== true || label !== 'DER') return undefined;
	const isWhole = container === undefined && !isUnread(error);
	return isWhole ? unreadableFileView(title, blockErrorSentence(error)) : undefined;
}

/** Whether other files may say more of a block than is known at once. */
export function isOcsp({ facts }: SubjectBlock): boolean {
	return facts?.kind === 'ocsp';
}

async function ocspOf(
	block: SubjectBlock,
	{ ocsp }: Surroundings,
): Promise<Pick<FactsContext, 'ocsp'>> {
	const check = await (await ocsp()).of(block);
	return check ? { ocsp: check } : {};
}

async function entriesOf(
	{ facts, der }: SubjectBlock,
	{ entries: state }: ListStates,
): Promise<Pick<FactsContext, 'entries'>> {
	if (facts?.kind !== 'crl' || der === undefined) return {};
	const { entries: shown, matching } = await findEntries(der, state.filter, state.limit);
	const numbers = { shown: shown.length, matching, total: facts.revokedCount };
	return { entries: { shown, list: listView('entries', state, numbers) } };
}

/** Longer than this nothing else is kept waiting. */
const sliceMs = 15;

/** All blocks as text, one after the other, with a pause for everything else in between. */
export async function describeAsText(
	subject: Subject,
	workspace?: WorkspaceIndex,
): Promise<string> {
	const surroundings = surroundingsOf(subject, workspace);
	const options = { raw: false, surroundings };
	const parts: string[] = [];
	let sliceEnd = performance.now() + sliceMs;
	for (const block of subject.blocks) {
		parts.push(renderText(await describeBlock(subject, block, options)));
		if (performance.now() > sliceEnd) {
			await new Promise((resolve) => setImmediate(resolve));
			sliceEnd = performance.now() + sliceMs;
		}
	}
	return `${parts.join('\n\n\n')}\n`;
}

/** A request's challenge password is for a copy that was asked for, and for no view. */
function challengeOf({ facts, der }: SubjectBlock): Pick<FactsContext, 'challengePassword'> {
	if (facts?.kind !== 'request' || der === undefined) return {};
	const challengePassword = challengePasswordOf(der);
	return challengePassword === undefined ? {} : { challengePassword };
}

/** The bytes that may be looked at piece by piece; undefined where there are none. */
export function shownBytes({ facts, der }: SubjectBlock): Uint8Array | undefined {
	return der && facts?.kind === 'request' ? withoutChallengePassword(der) : der;
}

/** Names the bytes of a block. */
export function bytesId({ digest, unlocked = 0, blocks }: Subject, block: SubjectBlock): string {
	return [digest, unlocked, blocks.indexOf(block)].join('-');
}

function rawOf(subject: Subject, block: SubjectBlock): Pick<FactsContext, 'raw'> {
	const der = shownBytes(block);
	if (!der) return {};
	const { text, complete } = hexDump(der);
	const hex = complete ? text : `${text}\n${vscode.l10n.t('… the rest is not shown')}`;
	return { raw: { id: bytesId(subject, block), hex } };
}
