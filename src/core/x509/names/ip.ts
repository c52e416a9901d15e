/** IP addresses of GeneralNames and name constraints in canonical text (RFC 5952 for IPv6). */
import { type DerCursor, DerError } from '../asn1/der.js';

/** 4 or 16 bytes as an address; 8 or 32, as in name constraints, as `10.0.0.0/8`. Throws `badIpAddress` otherwise. */
export function ipText(cursor: DerCursor): string {
	const content = cursor.content();
	switch (content.length) {
		case 4:
		case 16:
			return addressText(content);
		case 8:
		case 32: {
			const half = content.length / 2;
			return `${addressText(content.subarray(0, half))}/${maskText(content.subarray(half))}`;
		}
		default:
			throw new DerError('badIpAddress', cursor.start);
	}
}

function addressText(bytes: Buffer): string {
	return bytes.length === 4 ? bytes.join('.') : ipv6Text(bytes);
}

function ipv6Text(bytes: Buffer): string {
	const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2));
	if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
		return `::ffff:${bytes.subarray(12).join('.')}`;
	}
	const { start, length } = longestZeroRun(groups);
	const text = (part: readonly number[]): string =>
		part.map((group) => group.toString(16)).join(':');
	if (length < 2) {
		return text(groups);
	}
	return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** The first of the longest runs of zero groups. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
	let best = { start: 0, length: 0 };
	let runStart = 0;
	groups.forEach((group, index) => {
		if (group !== 0) {
			runStart = index + 1;
		} else if (index + 1 - runStart > best.length) {
			best = { start: runStart, length: index + 1 - runStart };
		}
	});
	return best;
}

/** A prefix length where the mask is one, else the mask itself. */
function maskText(mask: Buffer): string {
	const bits = [...mask].map((octet) => octet.toString(2).padStart(8, '0')).join('');
	return /^1*0*$/.test(bits) ? String(bits.lastIndexOf('1') + 1) : addressText(mask);
}
