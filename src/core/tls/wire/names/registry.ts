/** Names of the numbers of 16 bits that TLS writes. */

export type NameOf = (value: number) => string;

/** @param table A line a name, behind its number in four hex digits. Read with the first question. */
export function namesIn(table: string): NameOf {
	let names: ReadonlyMap<number, string> | undefined;
	return (value) => {
		names ??= new Map(
			table
				.trim()
				.split('\n')
				.map((line) => [parseInt(line, 16), line.slice(5)]),
		);
		return names.get(value) ?? `0x${value.toString(16).padStart(4, '0')}`;
	};
}

/** Values that only test whether the peer ignores what it does not know (RFC 8701, 2): 0x0a0a, 0x1a1a, … */
export function isGrease(value: number): boolean {
	return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
}
