import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { insertCertificate } from '../../core/diagnostics/fixes/insertCertificate.js';
import { isSelfIssued } from '../../core/x509/chain.js';
import { type IssuedCertificate, issuerAmong } from '../../core/x509/issuerSearch.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { editOf, inputOf } from '../../ui/fixEdit.js';
import { openDocument } from '../../ui/openDocument.js';
import { sayDone } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';
import { optionalNumber } from '../input/options.js';
import { issuerSources } from './issuerSources.js';

/**
 * `pki.addIssuer` `{ uri, line }`, else the cursor's: puts the issuer of the certificate there below it: from an open
 * document, else from where the user chooses. Only one that made the signature is taken. The document is not saved.
 */
export async function run(context: CommandContext, { options }: CommandInput): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	const uri = optionalUri(options, 'uri') ?? editor?.document.uri;
	const line = optionalNumber(options, 'line', { min: 0 }) ?? editor?.selection.active.line ?? 0;
	const document = uri && openDocument(uri);
	const child = document && certificateAt(await context.blocks.blocksOf(document), line);
	if (!child) throw new PkiError('invalid', { reason: 'noBlocks' });
	if (isSelfIssued(child.facts)) throw new PkiError('invalid', { reason: 'isRoot' });
	const issuer = (await inDocuments(context, child)) ?? (await elsewhere(context, child));
	if (!issuer) throw new PkiError('notFound', { reason: 'issuer' });
	await insert(context, document, child, issuer);
}

type Child = KeptBlock & IssuedCertificate;

function certificateAt(blocks: readonly KeptBlock[], line: number): Child | undefined {
	const block = blocks.find((one) => one.line <= line && line <= one.endLine);
	return block && asChild(block);
}

function asChild(block: KeptBlock): Child | undefined {
	const { facts, der } = block;
	return facts?.kind === 'certificate' && der ? { ...block, facts, der } : undefined;
}

async function inDocuments(
	{ blocks }: CommandContext,
	child: Child,
): Promise<Uint8Array | undefined> {
	for (const document of vscode.workspace.textDocuments) {
		if (!blocks.mayHold(document)) continue;
		const found = issuerAmong(child, await blocks.blocksOf(document));
		if (found) return found;
	}
	return undefined;
}

async function elsewhere(context: CommandContext, child: Child): Promise<Uint8Array | undefined> {
	const items = await issuerSources(context, child);
	if (items.length === 0) return undefined;
	const prompt = vscode.l10n.t('Where to get the issuer from?');
	const chosen = await askOnce(vscode.l10n.t('Add Missing Issuer'), (frame) =>
		frame.pick({ prompt, items }),
	);
	return chosen.find();
}

/** The document may have changed since it was looked at. */
async function insert(
	{ blocks }: CommandContext,
	document: vscode.TextDocument,
	{ facts, line }: Child,
	issuer: Uint8Array,
): Promise<void> {
	const all = await blocks.blocksOf(document);
	const same = all
		.flatMap((block) => asChild(block) ?? [])
		.filter((block) => block.facts.sha256Fingerprint === facts.sha256Fingerprint)
		.sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line));
	const [block] = same;
	const replacement = block && insertCertificate(inputOf(document, all), block, issuer);
	if (!replacement) throw new PkiError('unsupported', { reason: 'addIssuer' });
	if (!(await vscode.workspace.applyEdit(editOf(document, [replacement])))) {
		throw new PkiError('unexpected');
	}
	sayDone(vscode.l10n.t('Issuer added'));
}
