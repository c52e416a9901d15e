/** The findings that say how a validity stands. */
import type { Severity } from './rule.js';
import { severityOf } from './severities.js';

export const validityCodes = {
	certificate: {
		expired: 'expired',
		expiresSoon: 'expiresSoon',
		notYetValid: 'notYetValid',
		contradictory: 'contradictoryDates',
	},
	crl: {
		expired: 'crlOutOfDate',
		expiresSoon: 'expiresSoon',
		notYetValid: 'crlNotYetValid',
		contradictory: 'contradictoryDates',
	},
} as const;

export interface JudgedValidity {
	readonly kind: keyof typeof validityCodes;
	readonly state: keyof (typeof validityCodes)['certificate'];
}

/** How grave it is wherever it is shown: as the finding, where the setting is silent. */
export function validitySeverity({ kind, state }: JudgedValidity): Severity {
	return severityOf(validityCodes[kind][state]);
}
