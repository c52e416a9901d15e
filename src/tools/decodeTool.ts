import type * as vscode from 'vscode';
import type { DecodedItem } from '../api.js';
import { decodeInSlices } from '../core/decode/decode.js';
import { signalFrom } from '../ui/ask/progress.js';
import { readContents } from '../ui/contents.js';
import { decodedItems } from '../ui/decodedItem.js';
import { shortName } from '../ui/words/distinguishedName.js';
import { visibleStart } from '../ui/words/visible.js';
import { answer, forModel, mostItems } from './answer.js';
import { fileOf, textField } from './input.js';

/** `pki_decode` `{ file }` or `{ text }`: facts, of a private key only what kind it is. Rejects as `pki.decode`. */
export async function decodeForModel(
	input: unknown,
	token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
	return forModel(async () => {
		const file = textField(input, 'file');
		const text = textField(input, 'text');
		const content = file === undefined ? (text ?? '') : await readContents(await fileOf(file));
		const blocks = await decodeInSlices(content, { signal: signalFrom(token) });
		const items = decodedItems(content, blocks.slice(0, mostItems));
		return answer(items.map(lineOf), {
			blocks: items.map(withoutBulk),
			more: blocks.length - items.length,
		});
	});
}

function lineOf(item: DecodedItem): string {
	const where = `line ${item.line + 1} (${item.encoding})`;
	if ('error' in item) return `${where}: unreadable, ${visibleStart(item.error.message)}`;
	switch (item.kind) {
		case 'certificate': {
			const { name, issuer, notBefore = 'unknown', notAfter = 'unknown' } = item;
			const by = shortName(issuer);
			return `${where}: certificate ${visibleStart(name)}, issued by ${by}, valid ${notBefore} to ${notAfter}`;
		}
		case 'request':
			return `${where}: certificate request ${visibleStart(item.name)}`;
		case 'crl':
			return `${where}: CRL of ${shortName(item.issuer)}, ${item.revokedCount} revoked, next update ${item.nextUpdate ?? 'not stated'}`;
		case 'ocsp':
			return `${where}: OCSP response (${item.status}), ${item.responses.map(({ serialNumber, certificateStatus }) => `${serialNumber} ${certificateStatus}`).join(', ')}`;
		case 'privateKey':
			return `${where}: private key (${item.keyType}${item.encrypted ? ', encrypted' : ''})`;
		case 'publicKey':
			return `${where}: public key (${item.keyType})`;
	}
}

/** Entries of a CRL that are named. */
const mostRevoked = 20;

/** Without the bytes of extensions, whose values stand beside them, and with the first entries of a CRL. */
function withoutBulk(item: DecodedItem): object {
	if ('error' in item || !('extensions' in item)) return item;
	const extensions = item.extensions.map(({ oid, critical, lines }) => ({ oid, critical, lines }));
	if (item.kind !== 'crl') return { ...item, extensions };
	return { ...item, extensions, revoked: item.revoked.slice(0, mostRevoked) };
}
