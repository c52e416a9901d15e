/** Versions by their numbers in records and messages, named as Node's `getProtocol()` does. */

export const tls12 = 0x0303;
export const tls13 = 0x0304;

const names: Readonly<Record<number, string>> = {
	0x0300: 'SSLv3',
	0x0301: 'TLSv1',
	0x0302: 'TLSv1.1',
	[tls12]: 'TLSv1.2',
	[tls13]: 'TLSv1.3',
};

export function versionName(version: number): string {
	return names[version] ?? `0x${version.toString(16).padStart(4, '0')}`;
}
