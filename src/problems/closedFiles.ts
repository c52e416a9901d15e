/** What is known of files that nobody has open, beside their contents: for one check, of however many. */
import { referenceInputs } from '../core/diagnostics/contents/references.js';
import type { Services } from '../services/services.js';
import { crlFinder, holdsCertificate } from './crlsAround.js';
import type { SurroundingsOf } from './expiry/checkFile.js';
import { surroundingsOf } from './surroundings.js';

export function closedSurroundings({
	blocks,
	references,
	workspace,
}: Pick<Services, 'blocks' | 'references' | 'workspace'>): SurroundingsOf {
	const crlsOf = crlFinder(blocks, workspace);
	return async (uri, { blocks: own, text }) => {
		const named = text === undefined ? [] : await references.referencesIn(text, uri);
		return {
			...(await surroundingsOf(uri, workspace)),
			crls: holdsCertificate(own) ? await crlsOf(uri, own) : [],
			references: text === undefined ? [] : referenceInputs(text, named),
		};
	};
}
