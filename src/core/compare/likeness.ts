import type { KeptBlock } from '../decode/kept.js';
import { differences } from './differences.js';

/**
 * `alike`: each field is the same and the bytes are not, as the fields of requests and CRLs leave out the signature.
 * `unread`: private keys that nothing public tells apart, which may be two keys all the same.
 */
export type Likeness = 'identical' | 'alike' | 'unread' | 'different';

type Block = Extract<KeptBlock, { readonly error?: undefined }>;

export function likenessOf(left: Block, right: Block): Likeness {
	if (differences(left.facts, right.facts).length > 0) return 'different';
	const { facts } = left;
	if (facts.kind === 'privateKey') {
		return facts.publicKeySha256 === undefined ? 'unread' : 'identical';
	}
	const isSame = left.der && right.der && Buffer.compare(left.der, right.der) === 0;
	return isSame === true ? 'identical' : 'alike';
}
