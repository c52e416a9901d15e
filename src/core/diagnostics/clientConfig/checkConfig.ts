/**
 * Why a configuration cannot work, or may not, seen from the files alone. Runtimes stay silent about much of it: a CA
 * file that does not parse is ignored, a key of another kind leads to no certificate being sent. How grave a warning is
 * comes from `core/tls/clientBehavior.ts`: what programs do, found out by running them.
 */
import { configRules } from './rules/index.js';
import type { CheckedConfig, ConfigWarning } from './warning.js';

/** Every warning, the worst first. */
export function checkConfig(config: CheckedConfig): readonly ConfigWarning[] {
	const order = ['error', 'warning', 'info'];
	return configRules
		.flatMap(({ check }) => [...check(config)])
		.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
