/** Serial numbers, times and lists in the server's form and in ours. */
import { findPemBlocks } from '../../find/pem.js';
import { parseSerialNumber } from '../../x509/serial.js';

/** `2bf91c` → `2b:f9:1c`, as paths and bodies take it. */
export function colonSerial(serialNumber: string): string {
	return pairs(serialNumber).join(':');
}

/** `2bf91c` → `2b-f9-1c`, as it is stored: `after` is compared with this form, and skips rows in any other. */
export function dashSerial(serialNumber: string): string {
	return pairs(serialNumber).join('-');
}

/** `2b:f9:1c` or `00-2b-f9-1c` → `2bf91c`, as certificates are read; what is no number stays as it is. */
export function plainSerial(serial: string): string {
	return parseSerialNumber(serial)?.hex ?? serial.replace(/[:-]/g, '').toLowerCase();
}

function pairs(serialNumber: string): readonly string[] {
	const hex = serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`;
	return hex.match(/../g) ?? [];
}

/** The certificates of a text, one PEM each. */
export function splitCertificates(pem: string): readonly string[] {
	return findPemBlocks(pem)
		.filter((block) => block.label === 'CERTIFICATE')
		.map((block) => `${pem.slice(block.start, block.end).trim()}\n`);
}
