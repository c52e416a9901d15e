/** Whether a role allows the names of a certificate. */
import { isIP } from 'node:net';
import type { SubjectAltName } from '../../../../src/core/x509/model.js';
import type { Readings } from '../readings.js';
import { roleViolation } from '../server/refusal.js';
import type { Sent } from '../server/sent.js';

const label = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
const hostName = new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`, 'i');

/** Refuses the first that it does not allow. */
export function checkNames(
	names: readonly SubjectAltName[],
	rules: Sent,
	readings: Readings,
): void {
	for (const { type, value } of names) {
		if (type === 'ip') {
			if (isIP(value) === 0) throw roleViolation(readings, 'ip_sans', `"${value}" is no address.`);
			if (rules.flag('allow_ip_sans') !== true) {
				throw roleViolation(readings, 'ip_sans', 'The role allows no IP addresses.');
			}
		} else if (type !== 'dns' || !isAllowed(value, rules, readings)) {
			throw roleViolation(readings, 'alt_names', `The role does not allow "${value}".`);
		}
	}
}

export function checkCommonName(name: string, rules: Sent, readings: Readings): void {
	if (isAllowed(name, rules, readings)) return;
	throw roleViolation(readings, 'common_name', `The role does not allow "${name}".`);
}

function isAllowed(name: string, rules: Sent, { starPattern }: Readings): boolean {
	if (!hostName.test(name)) return false;
	const host = name.toLowerCase();
	const deep = rules.flag('allow_subdomains') === true;
	return (rules.list('allowed_domains') ?? []).some((pattern) => {
		const hasStar = pattern.startsWith('*.');
		const domain = pattern.slice(hasStar ? 2 : 0).toLowerCase();
		if (!hasStar && host === domain) return true;
		if (!host.endsWith(`.${domain}`)) return false;
		const above = host.slice(0, -domain.length - 1);
		return deep || (hasStar && (starPattern === 'anyDepth' || !above.includes('.')));
	});
}
