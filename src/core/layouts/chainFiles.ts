/** Files that hold what is above a certificate, by the names that Vault's templates and servers use. */
import { type ChainItem, isSelfIssued } from '../x509/chain.js';

/** `issuer`: the issuing CA alone; `chain`: all that is above the certificate. */
export type ChainFile = 'issuer' | 'chain';

/** Undefined for other names. `ca.crt` is none: who trusts the root decides what is in it. */
export function chainFileOf(name: string): ChainFile | undefined {
	if (/^issuing[-_.]?ca\.(?:pem|crt|cer|cert)$/i.test(name)) return 'issuer';
	return /^(?:ca[-_.])?chain\.(?:pem|crt|cer|cert)$/i.test(name) ? 'chain' : undefined;
}

/**
 * What such a file holds from now on, where it held what was above the old certificate; undefined where it held anything
 * else, or stays as it is. A root is in it where one was.
 */
export function chainFileContent(
	kind: ChainFile,
	present: readonly ChainItem[],
	old: readonly ChainItem[],
	fresh: readonly ChainItem[],
): readonly ChainItem[] | undefined {
	const print = ({ facts }: ChainItem) => facts.sha256Fingerprint;
	const known = new Set(old.map(print));
	if (present.length === 0 || !present.every((item) => known.has(print(item)))) return undefined;
	const hadRoot = present.some(({ facts }) => isSelfIssued(facts));
	const wanted =
		kind === 'issuer'
			? fresh.slice(0, 1)
			: fresh.filter(({ facts }) => hadRoot || !isSelfIssued(facts));
	const isSame =
		wanted.length === present.length &&
		wanted.every((item, index) => {
			const other = present[index];
			return other !== undefined && print(other) === print(item);
		});
	return isSame || wanted.length === 0 ? undefined : wanted;
}
