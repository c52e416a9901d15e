import type { DecodedFacts } from '../x509/model.js';
import type { Item, Material } from './material.js';

/** Everything but private keys: certificates first. */
export function publicItems(material: Material): readonly Item<DecodedFacts>[] {
	const { certificates, requests, crls, publicKeys } = material;
	return [...certificates, ...requests, ...crls, ...publicKeys];
}
