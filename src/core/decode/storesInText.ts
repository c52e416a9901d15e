/** Key stores that stand in a text as base64, such as in a Kubernetes Secret, or as PEM, as GnuTLS writes them. */
import { isPkiError, type PkiError } from '../common/errors.js';
import { isAboutPassword } from '../common/passwordErrors.js';
import { findBase64 } from '../find/base64.js';
import { LinedText } from '../find/linedText.js';
import { frameLoosely } from '../find/loosePem.js';
import type { DecodedBlock, EncodedPosition } from '../x509/block.js';
import { openContainer, type OpenOptions } from '../x509/containers/openContainer.js';
import { iterationBudget } from '../x509/containers/pkcs12/iterations.js';

interface OpenedStores {
	/** Those of a store that was opened stand where it does. */
	readonly blocks: readonly DecodedBlock[];
	/** Names of entries whose own password is still asked for. */
	readonly locked: readonly string[];
}

/** Whether a block stands for a key store of which nothing was read. */
export function isClosedStore({ error }: Pick<DecodedBlock, 'error'>): boolean {
	const isStore = error?.code === 'pkcs12' || error?.code === 'jks';
	return isStore && error.args === undefined;
}

/** The bytes of the key store that stands there; undefined where it is none. */
export function storeBytes(
	text: string,
	{ start, end, label }: Pick<EncodedPosition, 'start' | 'end' | 'label'>,
): Buffer | undefined {
	if (label === 'DER') {
		const [run] = findBase64(text, start, end);
		return run?.bytes;
	}
	for (const found of frameLoosely(new LinedText(text.slice(start, end)))) {
		if (found && !('gap' in found)) return found.der;
	}
	return undefined;
}

/**
 * Opens the key stores among the blocks of a text. One that has another password stays closed where another store opens.
 * Rejects as `openContainer` where none does; where one has another password, with that. They share the work that one may ask for.
 */
export async function openStoresIn(
	blocks: readonly DecodedBlock[],
	text: string,
	options: OpenOptions,
): Promise<OpenedStores> {
	const found: DecodedBlock[] = [];
	const locked: string[] = [];
	const budget = iterationBudget();
	let failure: PkiError | undefined;
	let isOpen = false;
	for (const block of blocks) {
		const bytes = isClosedStore(block) ? storeBytes(text, block) : undefined;
		if (!bytes) {
			found.push(block);
			continue;
		}
		try {
			const store = await openContainer(bytes, { ...options, budget });
			isOpen = true;
			locked.push(...store.locked);
			found.push(...store.blocks.map((entry) => placedAt(entry, block)));
		} catch (error) {
			if (!isPkiError(error) || error.code === 'cancelled') throw error;
			if (!failure || (isAboutPassword(error) && !isAboutPassword(failure))) failure = error;
			found.push(block);
		}
	}
	if (failure && !isOpen) throw failure;
	return { blocks: found, locked };
}

function placedAt(
	entry: DecodedBlock,
	{ line, endLine, start, end, label, encoding }: DecodedBlock,
) {
	const place = { line, endLine, start, end, label, encoding };
	return entry.error === undefined
		? { ...entry, ...place }
		: { ...entry, ...place, error: { ...entry.error, line } };
}
