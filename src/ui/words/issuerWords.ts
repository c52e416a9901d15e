/** What an issuer is called, the same in the tree, the questions and the certificates it signed. */
import type { Authority } from '../../core/backends/contract/backend.js';
import { shortName } from './distinguishedName.js';

export interface IssuerName {
	/** The name in its certificate: what those that it signed call their issuer. */
	readonly name: string;
	/** What the server calls it, where that is another name. */
	readonly alias?: string;
}

export function issuerName({
	name,
	subject = '',
}: Pick<Authority, 'name' | 'subject'>): IssuerName {
	const common = subject === '' ? name : shortName(subject);
	return common === name ? { name } : { name: common, alias: name };
}
