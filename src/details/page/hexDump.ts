/** DER in hex, cut to what a person reads. */

const maximumBytes = 4096;

export interface HexDump {
	readonly text: string;
	/** False where something was left out, so that the caller can say so in words. */
	readonly complete: boolean;
}

/** Offset, 16 bytes and their ASCII characters a line. */
export function hexDump(der: Uint8Array): HexDump {
	const lines: string[] = [];
	const end = Math.min(der.length, maximumBytes);
	for (let offset = 0; offset < end; offset += 16) {
		const bytes = [...der.subarray(offset, Math.min(end, offset + 16))];
		const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
		const ascii = bytes
			.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.'))
			.join('');
		lines.push(`${offset.toString(16).padStart(5, '0')}  ${hex.padEnd(47)}  ${ascii}`);
	}
	return { text: lines.join('\n'), complete: end === der.length };
}
