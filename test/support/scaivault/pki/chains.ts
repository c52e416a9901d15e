/** The CAs above a certificate. */
import type { AuthorityRow, CallContext } from '../server/world.js';

/** PEM of each. */
export function chainOf(
	{ tenant, readings }: CallContext,
	authority: AuthorityRow,
): readonly string[] {
	const rows: AuthorityRow[] = [];
	let next: AuthorityRow | undefined = authority;
	while (next) {
		rows.push(next);
		next = next.parentId === undefined ? undefined : tenant.authorities.get(next.parentId);
	}
	const end = readings.chainRoot === 'leftOut' ? -1 : undefined;
	const chain = rows.slice(0, end).map(({ certificate }) => certificate.pem);
	return readings.chainOrder === 'issuerFirst' ? chain : chain.reverse();
}
