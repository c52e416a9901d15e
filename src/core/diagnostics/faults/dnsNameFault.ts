/** What makes a text no host name, and what in it nobody sees. */
import { hiddenCharacters } from '../../common/hiddenCharacters.js';

export type DnsNameFault =
	| ('empty' | 'url' | 'port' | 'email' | 'blank' | 'nonAscii')
	| ('trailingDot' | 'emptyLabel' | 'labelTooLong' | 'nameTooLong' | 'hyphen' | 'character');

/** From the plainest fault to the finest; the first that fits says what was meant. */
const faults: readonly (readonly [DnsNameFault, RegExp])[] = [
	['empty', /^$/],
	['url', /^[a-z][a-z0-9+.-]*:\/\/|\//i],
	['port', /^[^:]*:\d{1,5}$/],
	['email', /@/],
	['blank', /\s/],
	['nonAscii', /[^\x20-\x7e]/],
	['nameTooLong', /^.{253}.*[^.]/],
	['emptyLabel', /^\.|\.\./],
	['trailingDot', /\.$/],
	['labelTooLong', /(?:^|\.)[^.]{64}/],
	['character', /[^a-z0-9._*-]/i],
	['hyphen', /(?:^|\.)-|-(?:\.|$)/],
];

/**
 * Undefined for host names (RFC 1123, 2.1), with the underscores that are met in practice, and wherever a `*` stands.
 */
export function dnsNameFault(name: string): DnsNameFault | undefined {
	return faults.find(([, pattern]) => pattern.test(name))?.[0];
}

const hidden = new RegExp(`(?![\u200c\u200d])[${hiddenCharacters}]`, 'u');

/**
 * The first hidden character of a name as it is read here, where most stand as hex pairs, `\E2\80\8E` (RFC 4514, 2.4). The
 * two joiners are part of how some scripts are written.
 */
export function hiddenCharacterIn(name: string): string | undefined {
	const pairs = name.replace(/(?:\\[0-9A-F]{2})+/g, (found) =>
		Buffer.from(found.replaceAll('\\', ''), 'hex').toString('utf8'),
	);
	return hidden.exec(pairs)?.[0];
}
