/** The options that issuing and signing have in common, narrowed. */
import type {
	CertificateUsage,
	CertificateWishes,
	KeyKind,
	RoleRules,
} from '../../../core/backends/contract/backend.js';
import { parseDuration } from '../../../core/common/duration.js';
import { keyKinds, parseKeyKind } from '../../input/keyKinds.js';
import {
	badOption,
	optionalBoolean,
	optionalChoice,
	optionalFile,
	optionalNumber,
	optionalString,
	optionalStrings,
	type Options,
} from '../../input/options.js';
import type { Pkcs12Wish } from '../../save/pkcs12.js';
import type { RoleTarget } from './roleTarget.js';

export interface IssueOptions {
	readonly commonName?: string;
	readonly altNames?: readonly string[];
	readonly ipSans?: readonly string[];
	readonly uriSans?: readonly string[];
	readonly ttlSeconds?: number;
	readonly issuer?: string;
	readonly usage?: CertificateUsage;
	readonly keyType?: KeyKind;
	readonly folder?: string;
	readonly overwrite?: boolean;
	readonly localKey?: boolean;
	readonly pkcs12?: Pkcs12Wish;
}

export function readIssueOptions(options: Options): IssueOptions {
	return {
		commonName: optionalString(options, 'commonName'),
		altNames: optionalStrings(options, 'altNames'),
		ipSans: optionalStrings(options, 'ipSans'),
		uriSans: optionalStrings(options, 'uriSans'),
		ttlSeconds: optionalTtl(options),
		issuer: optionalString(options, 'issuer'),
		usage: optionalChoice(options, 'usage', ['server', 'client', 'both']),
		keyType: optionalKeyKind(options),
		folder: optionalFile(options, 'folder'),
		overwrite: optionalBoolean(options, 'overwrite'),
		localKey: optionalBoolean(options, 'localKey'),
	};
}

/** Vault's form (`720h`, `30d`) or a number of seconds, as seconds. */
function optionalTtl(options: Options): number | undefined {
	const value = options.ttl ?? undefined;
	if (value === undefined) return undefined;
	const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
	const seconds = parseDuration(text);
	if (seconds === undefined) throw badOption('ttl', '720h | 30d | seconds');
	return seconds;
}

/** `RSA-4096`, or `rsa` and `keyBits`. */
export function optionalKeyKind(options: Options): KeyKind | undefined {
	const text = optionalString(options, 'keyType');
	const bits = optionalNumber(options, 'keyBits', { above: 0 });
	if (text === undefined && bits === undefined) return undefined;
	const kind = text === undefined ? undefined : parseKeyKind(`${text}${bits ?? ''}`);
	if (kind === undefined) throw badOption('keyType', keyKinds.join(' | '));
	return kind;
}

export function wishesOf({ mount, role }: RoleTarget, options: IssueOptions): CertificateWishes {
	const { commonName, altNames, ipSans, uriSans, ttlSeconds, issuer } = options;
	return { mount, role, commonName, altNames, ipSans, uriSans, ttlSeconds, issuer };
}

/** What the files and the messages call it: the common name, else the first of the other names. */
export function nameOf(wishes: CertificateWishes): string | undefined {
	const { commonName, altNames = [], ipSans = [], uriSans = [] } = wishes;
	return [commonName, ...altNames, ...ipSans, ...uriSans].find(
		(name) => name !== undefined && name !== '',
	);
}

/**
 * What goes beside a request that carries the names itself: only the names that the role does not take from there, for
 * a server warns of the others.
 */
export function wishesBesides(rules: RoleRules, wishes: CertificateWishes): CertificateWishes {
	const { mount, role, commonName, altNames, ipSans, uriSans, ttlSeconds, issuer } = wishes;
	return {
		...{ mount, role, ttlSeconds, issuer },
		...(rules.takesCommonNameFromRequest !== true && { commonName }),
		...(rules.takesAltNamesFromRequest !== true && { altNames, ipSans, uriSans }),
	};
}
