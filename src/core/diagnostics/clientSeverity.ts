import { behaviorOf, type Fault } from '../tls/clientBehavior.js';
import type { Severity } from './rule.js';

/** As grave as what programs really do with the fault; a warning at most where only the file's use would tell. */
export function clientSeverity(fault: Fault, isCertain: boolean): Severity {
	const { severity } = behaviorOf(fault);
	if (severity === 'info') return 'information';
	return severity === 'error' && !isCertain ? 'warning' : severity;
}
