/** The buttons of the details view: which are offered, and what each runs. */
import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import { isSelfIssued } from '../core/x509/chain.js';
import type { DecodedFacts } from '../core/x509/model.js';
import { pemOfBlock } from '../core/decode/kept.js';
import type { Services } from '../services/services.js';
import { blockName } from '../ui/facts/facts.js';
import { forPerson } from '../ui/ask/forPerson.js';
import { copyText } from '../ui/output.js';
import { plainText } from '../ui/words/plainText.js';
import type { ActionId, ActionView } from './protocol.js';
import { chooseRarer, withMore } from './moreActions.js';
import { revoke } from './revoke.js';
import { isLockedKey, openStore, unlockKey } from './keyStore.js';
import { savePem } from './save.js';
import {
	isLockedStore,
	isLocked,
	type Revocation,
	revocationIn,
	type Subject,
	type SubjectBlock,
} from './page/subject.js';

/**
 * What commands are given: as good as a tree node (`connection`, `mount`, `serialNumber`), and the certificate itself
 * for those that need no server. A class, so that commands know that a person called them.
 */
class DetailNode {
	readonly connection?: string;
	readonly mount?: string;
	readonly serialNumber?: string;
	readonly uri?: vscode.Uri;
	readonly name: string;
	readonly pem?: string;

	constructor(subject: Subject, block: SubjectBlock) {
		this.name = blockName(block);
		if (isSource(subject, block)) Object.assign(this, subject.source);
		if (subject.uri) this.uri = subject.uri;
		const pem = pemOfBlock(block);
		if (pem !== undefined) this.pem = pem;
	}
}

const primary: ReadonlySet<ActionId> = new Set(['copyPem', 'enterPassword', 'unlockKey']);

function isKeyStore(container: SubjectBlock['container']): boolean {
	return container === 'pkcs12' || container === 'jks';
}

/** Of one that is damaged nothing can be exported. */
function isStorePart(block: SubjectBlock): boolean {
	return isKeyStore(block.container) && (block.facts !== undefined || isLocked(block));
}

/** The buttons for a block, in reading order. */
export async function actionsFor(
	services: Services,
	subject: Subject,
	block: SubjectBlock,
): Promise<readonly ActionView[]> {
	return withMore(await offeredActions(services, subject, block));
}

async function offeredActions(
	services: Services,
	subject: Subject,
	block: SubjectBlock,
): Promise<readonly ActionView[]> {
	const facts = block.facts;
	const hasPem = pemOfBlock(block) !== undefined;
	const isCertificate = facts?.kind === 'certificate';
	const sourced = isSource(subject, block);
	const isStore = subject.isBinary === true && subject.blocks.some(isStorePart);
	const isRead = facts !== undefined || isStore;
	const usable = isCertificate && !facts.isCa && (sourced || subject.uri?.scheme === 'file');
	const all: readonly (readonly [boolean, ActionId, string])[] = [
		[isLockedStore(subject), 'enterPassword', vscode.l10n.t('Enter Password…')],
		[isLockedKey(block), 'unlockKey', vscode.l10n.t('Enter Key Password…')],
		[hasPem, 'copyPem', vscode.l10n.t('Copy PEM')],
		[canCopyAs(block), 'copyAs', vscode.l10n.t('Copy As…')],
		// In Restricted Mode nothing is written.
		[hasPem && vscode.workspace.isTrusted, 'save', vscode.l10n.t('Save As…')],
		[isRead && canConvert(subject, hasPem), 'convert', vscode.l10n.t('Convert…')],
		[hasPem, 'compare', vscode.l10n.t('Compare…')],
		[usable, 'clientConfig', vscode.l10n.t('Copy Client Config…')],
		[canExport(subject, block), 'exportEntry', vscode.l10n.t('Export Entry as PEM…')],
		[isStore && vscode.workspace.isTrusted, 'exportPem', vscode.l10n.t('Export All as PEM…')],
		[subject.unread === undefined, 'openAsText', vscode.l10n.t('Open as Text')],
		[hasText(subject), 'goToFile', vscode.l10n.t('Go to File')],
		[sourced, 'revealInTree', vscode.l10n.t('Reveal in Tree')],
		// Apart and last: it cannot be undone.
		[await canRevoke(services, subject, block), 'revoke', vscode.l10n.t('Revoke…')],
	];
	return all
		.filter(([offered]) => offered)
		.map(([, id, label]) => ({ id, label, primary: primary.has(id), apart: id === 'revoke' }));
}

/** Whether a text editor shows its file; of one that could not be read nobody knows. */
function hasText({ uri, isBinary, unread }: Subject): boolean {
	return uri !== undefined && (unread === undefined ? isBinary !== true : isBinary === false);
}

/** Only the first block is the certificate that the source names; the others are its chain. */
function isSource(subject: Subject, block: SubjectBlock): boolean {
	return subject.source !== undefined && subject.blocks[0] === block;
}

/** What no server is known to have is revoked by presenting it; whether somebody issued it, that one says. */
async function canRevoke(
	services: Services,
	subject: Subject,
	block: SubjectBlock,
): Promise<boolean> {
	const { source, origin } = subject;
	if (revocationIn(subject, block)) return false;
	if (!source || !isSource(subject, block)) {
		const isLoose = source === undefined && origin === undefined && vscode.workspace.isTrusted;
		return isLoose && block.facts?.kind === 'certificate' && !isSelfIssued(block.facts);
	}
	try {
		return (await services.clients.get(source.connection)).revoke !== undefined;
	} catch (error) {
		if (!isPkiError(error)) throw error;
		services.log.debug(`details: ${error.message}`);
		return false;
	}
}

export interface ActionOutcome {
	/** What to say when nothing else shows that it was done. */
	readonly said?: string;
	/** The same with what a password opened. */
	readonly opened?: Subject | undefined;
	/** What became of a certificate that no server names. */
	readonly revocation?: Revocation | undefined;
}

/** Runs one of the offered actions; unknown ids do nothing. */
export async function runAction(
	id: string,
	services: Services,
	{ subject, block }: { readonly subject: Subject; readonly block: SubjectBlock },
	showAsText: () => Promise<void>,
): Promise<ActionOutcome> {
	const node = new DetailNode(subject, block);
	switch (id) {
		case 'copyPem': {
			if (node.pem === undefined) return {};
			const done = vscode.l10n.t('PEM of {0} copied', plainText(node.name, 60));
			await copyText(node.pem, done);
			return { said: done };
		}
		case 'copyAs':
			await vscode.commands.executeCommand('pki.copyAs', nodeOf(subject, block, node));
			return {};
		case 'compare':
			await vscode.commands.executeCommand('pki.compareCertificates', node);
			return {};
		case 'convert':
			await vscode.commands.executeCommand('pki.convert', ...wholeOf(subject, node));
			return {};
		case 'save':
			await save(subject, block, node);
			return {};
		case 'clientConfig':
			await vscode.commands.executeCommand('pki.generateClientConfig', node);
			return {};
		case 'revoke':
			return { revocation: await revokeBlock(services, block, node) };
		case 'enterPassword':
			return { opened: await openStore(subject) };
		case 'unlockKey':
			return { opened: await unlockKey(subject, block) };
		case 'exportEntry':
			await exportPem(subject, subject.blocks.indexOf(block));
			return {};
		case 'exportPem':
			await exportPem(subject);
			return {};
		case 'revealInTree':
			await vscode.commands.executeCommand('pki.revealInTree', node);
			return {};
		case 'openAsText':
			await showAsText();
			return {};
		case 'more': {
			const chosen = await chooseRarer(await offeredActions(services, subject, block), node.name);
			return chosen ? runAction(chosen, services, { subject, block }, showAsText) : {};
		}
		case 'goToFile':
			await goToFile(subject, block);
			return {};
		default:
			return {};
	}
}

/** The private key of a key store is exported, not copied: its bytes are in no page. */
function canCopyAs({ facts, container }: SubjectBlock): boolean {
	if (facts === undefined || facts.kind === 'ocsp') return false;
	return facts.kind !== 'privateKey' || !isKeyStore(container);
}

function canConvert({ uri }: Subject, hasPem: boolean): boolean {
	return vscode.workspace.isTrusted && (hasPem || uri !== undefined);
}

/** One entry of a key store. Before a PKCS #12 is opened its entries may stand elsewhere than in the whole list. */
function canExport(subject: Subject, { container, entry, facts }: SubjectBlock): boolean {
	const isPlaced = container === 'jks' || (container === 'pkcs12' && !isLockedStore(subject));
	const isEntry = isPlaced && entry !== undefined && facts !== undefined;
	const isPart = subject.isBinary === true && subject.blocks.length > 1;
	return isEntry && isPart && vscode.workspace.isTrusted;
}

/** All of a key store, or the entry at this place. The password is asked for once more, as none is kept. */
async function exportPem({ uri }: Subject, entry?: number): Promise<void> {
	if (!uri) return;
	await vscode.commands.executeCommand('pki.convert', forPerson({ uri, to: 'pem', entry }));
}

/** A private key is not kept, so it is read again where it stands. */
function nodeOf({ uri }: Subject, { line }: SubjectBlock, node: DetailNode): object {
	return node.pem === undefined && uri ? forPerson({ uri, line }) : node;
}

/** With what stands around it: the whole file, or the certificate with its chain as the server has it. */
function wholeOf({ uri, isPart, source }: Subject, node: DetailNode): readonly unknown[] {
	// As the Explorer names a file: not what is selected in its editor.
	if (uri && isPart !== true) return [uri, [uri]];
	return [source ? forPerson(source) : node];
}

async function revokeBlock(
	services: Services,
	{ facts }: SubjectBlock,
	node: DetailNode,
): Promise<Revocation | undefined> {
	const command = () => vscode.commands.executeCommand('pki.revokeCertificate', node);
	return facts?.kind === 'certificate' ? revoke(services, facts.serialNumber, command) : undefined;
}

/** With the chain where a server knows it; else the block alone. */
async function save(subject: Subject, block: SubjectBlock, node: DetailNode): Promise<void> {
	if (isSource(subject, block)) {
		await vscode.commands.executeCommand('pki.saveCertificate', node);
	} else if (node.pem !== undefined && block.facts) {
		await savePem(node.pem, node.name, endings[block.facts.kind], subject.uri);
	}
}

const endings: Readonly<Record<DecodedFacts['kind'], string>> = {
	certificate: '.crt',
	request: '.csr',
	crl: '.crl',
	ocsp: '.ocsp',
	publicKey: '.pub',
	privateKey: '.key',
};

/** To the block's line, in the text editor whatever else is set for such files. */
async function goToFile({ uri }: Subject, block: SubjectBlock): Promise<void> {
	if (!uri) return;
	const line = block.error?.line ?? block.line;
	const selection = new vscode.Range(line, 0, line, 0);
	const options = { preview: true, viewColumn: vscode.ViewColumn.One, selection };
	await vscode.commands.executeCommand('vscode.openWith', uri, 'default', options);
}
