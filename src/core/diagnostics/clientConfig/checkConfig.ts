/**
 * Why a configuration cannot work, or may not, seen from the files alone. Runtimes stay silent about much of it: a CA
 * file that does not parse is ignored, a key of another kind leads to no certificate being sent. How grave a warning is
 * comes from `core/tls/clientBehavior.ts`: what programs do, found out by running them.
 */
import { configRules } from './rules/index.js';
import { judged, type CheckedConfig, type ConfigWarning } from './warning.js';

/** Every warning, the worst first. */
export function checkConfig(config: CheckedConfig): readonly ConfigWarning[] {
	const order = ['error', 'warning', 'info'];
	return rulesFor(config)
		.flatMap(({ check }) => [...check(config)])
		.map((warning) => (config.side === 'server' ? withoutPrograms(warning) : warning))
		.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** Where nothing of the files is named, nothing can be wrong with them. */
function rulesFor({ side, unsupported }: CheckedConfig): (typeof configRules)['client'] {
	const rules = configRules[side];
	if (!unsupported.includes('material') && !unsupported.includes('clientCertificate')) return rules;
	const ofFiles = ['client-certificate', 'own-server-certificate', 'private-key'];
	const ofCa = unsupported.includes('material') ? ['ca-file', 'client-ca-file'] : [];
	return rules.filter(({ id }) => ![...ofFiles, ...ofCa].includes(id));
}

/** The table tells what clients do with a fault; as grave it is for a server, but it is not those programs that mind. */
function withoutPrograms({ code, severity, args }: ConfigWarning): ConfigWarning {
	return judged(code, severity, args);
}
