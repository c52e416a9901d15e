import * as vscode from 'vscode';
import { viewOf, type FactsContext, type FactsView } from '../ui/facts.js';
import { expiryThreshold } from '../ui/settings.js';
import { matchingKeys } from './matchingKeys.js';
import { asn1Outline, hexDump, type Outline } from './outline.js';
import { issuersOf, type Subject, type SubjectBlock } from './subject.js';

/** One block in words, with what its neighbours and the settings add. `raw` asks for the ASN.1 outline and the hex. */
export async function describeBlock(
	subject: Subject,
	block: SubjectBlock,
	{ raw, now = new Date() }: { readonly raw: boolean; readonly now?: Date },
): Promise<FactsView> {
	const isFirst = subject.blocks[0] === block;
	const context: FactsContext = {
		now,
		threshold: expiryThreshold(subject.uri),
		issuers: issuersOf(subject, block),
		matchingKeys: await matchingKeys(subject, block),
		...(isFirst && subject.revokedAt !== undefined ? { revokedAt: subject.revokedAt } : {}),
		...(raw && block.der ? { raw: rawOf(block.der) } : {}),
	};
	return viewOf(block, context);
}

function rawOf(der: Uint8Array): { readonly outline: string; readonly hex: string } {
	return { outline: withRest(asn1Outline(der)), hex: withRest(hexDump(der)) };
}

function withRest({ text, complete }: Outline): string {
	return complete ? text : `${text}\n${vscode.l10n.t('… the rest is left out')}`;
}
