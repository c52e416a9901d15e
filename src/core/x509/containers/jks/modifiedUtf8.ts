/** Java's way to write text: UTF-8 of each half of a surrogate pair, and NUL in two bytes (`DataInput.readUTF`). */

const replacement = 0xfffd;

/** Bytes that are none stand as U+FFFD; halves of a pair that stand alone stay. */
export function modifiedUtf8(bytes: Buffer): string {
	const units: string[] = [];
	for (let index = 0; index < bytes.length;) {
		const { unit, size } = unitAt(bytes, index);
		units.push(String.fromCharCode(unit));
		index += size;
	}
	return units.join('');
}

function unitAt(bytes: Buffer, index: number): { unit: number; size: number } {
	const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3);
	if (first < 0x80) return { unit: first, size: 1 };
	if (first >> 5 === 0b110 && isContinued(second)) {
		return { unit: ((first & 0x1f) << 6) | (second & 0x3f), size: 2 };
	}
	if (first >> 4 === 0b1110 && isContinued(second) && isContinued(third)) {
		return { unit: ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f), size: 3 };
	}
	return { unit: replacement, size: 1 };
}

function isContinued(octet: number): boolean {
	return octet >> 6 === 0b10;
}
