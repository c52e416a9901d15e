/** Puts names where clients look for them (RFC 9525, 2), as far as the role lets them stand there. */
import type { SubjectAltName } from '../../x509/model.js';
import { hostOfAddress, isUri, nameInCommonName, nameType } from '../../x509/names/nameKinds.js';
import type { CertificateUsage, CertificateWishes, RoleRules } from '../contract/backend.js';
import { checkWishes } from '../roles/roleCheck.js';

/** Names as backends take them. */
export type NameWishes = Pick<CertificateWishes, 'commonName' | 'altNames' | 'ipSans' | 'uriSans'>;

/** An address (`https://localhost:3000`) and the host in it that the certificate is for. */
export interface TakenHost {
	/** As it was typed, without user name and password. */
	readonly from: string;
	readonly to: string;
}

export interface PlacedNames {
	readonly names: NameWishes;
	readonly taken: readonly TakenHost[];
	/** A name of the common name was put among the others; a role may refuse it there for reasons it does not tell. */
	readonly isAdded: boolean;
}

/** What the certificate is for: what was asked for, else the role's flags. Undefined where neither is known. */
export function usageOf(
	rules: RoleRules,
	asked: CertificateUsage | undefined,
): CertificateUsage | undefined {
	if (asked !== undefined) return asked;
	const { serverAuth, clientAuth } = rules;
	if (serverAuth === true) return clientAuth === true ? 'both' : 'server';
	return clientAuth === true ? 'client' : undefined;
}

/**
 * The host in place of each address that was typed as a name. A certificate for clients only keeps its URLs, which name
 * something there (a WebID, say), and so does a role that allows the very URL.
 */
export function takeHosts(
	names: readonly string[],
	rules: RoleRules,
	usage: CertificateUsage | undefined,
): { readonly names: readonly string[]; readonly taken: readonly TakenHost[] } {
	const taken: TakenHost[] = [];
	const result = names.map((name) => {
		const host = hostOfAddress(name.trim());
		if (host === undefined || (isUri(name) && isMeant(name, rules, usage))) return name;
		taken.push({ from: withoutCredentials(name.trim()), to: host });
		return host;
	});
	return { names: [...new Set(result)], taken };
}

function isMeant(
	uri: string,
	{ allowedUriSans = [] }: RoleRules,
	usage: CertificateUsage | undefined,
): boolean {
	if (!uri.includes('://')) return false;
	if (usage === 'client') return true;
	const globs = allowedUriSans.filter((glob) => glob !== '*');
	return globs.length > 0 && isAllowed({ allowedUriSans: globs }, { uriSans: [uri] });
}

function isAllowed(rules: RoleRules, names: NameWishes): boolean {
	return checkWishes(rules, { mount: '', role: '', ...names }).length === 0;
}

function withoutCredentials(address: string): string {
	return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}

/**
 * Sorts each name into the field of its kind, takes the hosts of addresses, and puts an address or URI that stands in the
 * common name among the alternative names, unless the role is known to refuse it there. URIs that were given as such stay.
 */
export function placeNames(
	given: NameWishes,
	rules: RoleRules,
	usage: CertificateUsage | undefined,
): PlacedNames {
	const { commonName: text, altNames = [], ipSans = [], uriSans = [] } = given;
	const common = takeHosts(text === undefined ? [] : [text], rules, usage);
	const others = takeHosts([...altNames, ...ipSans], rules, usage);
	const [commonName] = common.names;
	const kindOf = (name: string) => {
		const kind = nameType(name);
		// An address that the role refuses stays where it was: the server and the warnings judge it there.
		if (kind === 'ip' && rules.allowIpSans === false && altNames.includes(name)) return 'dns';
		return kind === 'dns' && ipSans.includes(name) ? 'ip' : kind;
	};
	const of = (...kinds: readonly string[]) =>
		others.names.filter((name) => kinds.includes(kindOf(name)));
	const sorted = { ips: [...of('ip')], uris: [...new Set([...uriSans, ...of('uri')])] };
	const own = nameInCommonName(commonName ?? '');
	const isAdded = own !== undefined && mayAdd(own, rules, [...sorted.ips, ...sorted.uris]);
	if (isAdded) (own.type === 'ip' ? sorted.ips : sorted.uris).push(own.value);
	const listed = (list: readonly string[], before: readonly string[] | undefined) =>
		list.length === 0 && before === undefined ? undefined : list;
	return {
		names: {
			commonName,
			altNames: listed(of('dns', 'email'), given.altNames),
			ipSans: listed(sorted.ips, given.ipSans),
			uriSans: listed(sorted.uris, given.uriSans),
		},
		taken: [...common.taken, ...others.taken],
		isAdded,
	};
}

function mayAdd({ type, value }: SubjectAltName, rules: RoleRules, present: readonly string[]) {
	if (present.includes(value)) return false;
	if (type === 'ip') return isAllowed({ allowIpSans: rules.allowIpSans }, { ipSans: [value] });
	const { allowedUriSans } = rules;
	return type === 'uri' && isAllowed({ allowedUriSans }, { uriSans: [value] });
}

/** The alternative names among wishes, each with its kind. */
export function altNamesOf({
	altNames = [],
	ipSans = [],
	uriSans = [],
}: NameWishes): readonly SubjectAltName[] {
	return [
		...altNames.map((value): SubjectAltName => ({
			type: value.includes('@') ? 'email' : 'dns',
			value,
		})),
		...ipSans.map((value): SubjectAltName => ({ type: 'ip', value })),
		...uriSans.map((value): SubjectAltName => ({ type: 'uri', value })),
	];
}
