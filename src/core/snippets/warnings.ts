/**
 * Why a configuration cannot work, or may not, seen from the files alone. Runtimes stay silent about much of it: a CA
 * file that does not parse is ignored, a key of another kind leads to no certificate being sent. How grave a warning is
 * comes from `core/tls/clientBehavior.ts`: what programs do, found out by running them.
 */
import { checkAuthority } from './checks/authority.js';
import { checkCertificate } from './checks/certificate.js';
import { checkKey } from './checks/key.js';
import { checkServer } from './checks/server.js';
import type { CheckedConfig, ConfigWarning } from './checks/warning.js';

/** Every warning, the worst first. */
export function checkConfig(config: CheckedConfig): readonly ConfigWarning[] {
	const order = ['error', 'warning', 'info'];
	return [
		...checkCertificate(config),
		...checkKey(config),
		...checkAuthority(config),
		...checkServer(config),
	].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
