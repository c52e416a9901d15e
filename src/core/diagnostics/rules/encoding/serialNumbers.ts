import { openCertificate } from '../../../x509/certificateFrame.js';
import { namesItself } from '../../../x509/chain.js';
import { clientSeverity } from '../../clientSeverity.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';

type SerialCode =
	'negativeSerialNumber' | 'paddedSerialNumber' | 'zeroSerialNumber' | 'longSerialNumber';

/** RFC 5280, 4.1.2.2. */
const mostOctets = 20;

/** Serial numbers that are not positive, longer than 20 octets, or written with zeros in front (RFC 5280, 4.1.2.2). */
export const serialNumbers = defineBlockRule({
	id: 'serial-numbers',
	*check({ block }): Generator<RuleFinding<SerialCode>> {
		const { facts, der } = block;
		if (facts?.kind !== 'certificate' || !der || facts.serialNumber === '') return;
		const at = { ...headline(block), block, args: { serialNumber: facts.serialNumber } };
		const octets = octetsOf(der);
		if (octets[0] === 0 && (octets[1] ?? 0x80) < 0x80) {
			const severity = clientSeverity('client-serial-padded', true);
			yield { code: 'paddedSerialNumber', severity, ...at };
		} else if (facts.serialNumber.startsWith('-')) {
			const fault = facts.isCa ? 'ca-serial-negative' : 'server-serial-negative';
			yield { code: 'negativeSerialNumber', severity: clientSeverity(fault, true), ...at };
		} else if (namesItself(facts)) {
			// Roots are found by their name and key; old ones have such numbers.
			return;
		} else if (facts.serialNumber === '00') {
			const severity = clientSeverity('server-serial-zero', true);
			yield { code: 'zeroSerialNumber', severity, ...at };
		} else if (octets.length > mostOctets) {
			const severity = clientSeverity('server-serial-long', true);
			yield { code: 'longSerialNumber', severity, ...at };
		}
	},
});

/** As they stand in the certificate. */
function octetsOf(der: Uint8Array): Uint8Array {
	const { serial } = openCertificate(der).frame;
	return serial ? der.subarray(serial.contentStart, serial.end) : new Uint8Array();
}
