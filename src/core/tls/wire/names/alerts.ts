/** The registry "TLS Alerts" of IANA (RFC 8446, 6). */
import { alertNames } from '../../explain/alertNames.js';

/** Those that no TLS library in use reports as an error by name. */
const rare: readonly (readonly [alert: number, name: string])[] = [
	[0, 'close_notify'],
	[21, 'decryption_failed'],
	[30, 'decompression_failure'],
	[41, 'no_certificate'],
	[60, 'export_restriction'],
	[100, 'no_renegotiation'],
	[111, 'certificate_unobtainable'],
	[114, 'bad_certificate_hash_value'],
	[117, 'general_error'],
	[121, 'ech_required'],
];

const names = new Map([
	...rare,
	...alertNames.map(([alert, name]) => [alert, name.toLowerCase()] as const),
]);

/** `unknown_ca`; the number of an alert without a name. */
export function alertName(number: number): string {
	return names.get(number) ?? String(number);
}
