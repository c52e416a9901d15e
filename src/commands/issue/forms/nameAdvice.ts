/** What a form says of names while they are typed: a warning below the input, never a refusal. */
import * as vscode from 'vscode';
import type { CertificateUsage, RoleRules } from '../../../core/backends/contract/backend.js';
import {
	type Advice,
	adviceFor,
	wishedCertificate,
} from '../../../core/backends/issuing/clientAdvice.js';
import { placeNames, takeHosts } from '../../../core/backends/issuing/nameWishes.js';
import { adviceSentence, takenHostSentence } from '../../../ui/words/findings/adviceWords.js';
import type { Validation } from '../../../ui/ask/wizard.js';
import { sortNames } from '../../input/names.js';

export interface TypedNames {
	readonly commonName?: string;
	readonly names?: readonly string[];
	readonly rules: RoleRules;
	readonly usage: CertificateUsage | undefined;
	/** The fields that are being asked. */
	readonly fields: readonly Advice['field'][];
}

/** Undefined where clients will accept them as they are. */
export function nameAdvice({ commonName, names = [], ...other }: TypedNames): Validation {
	const { rules, usage, fields } = other;
	const typed = takeHosts(names, rules, usage);
	const wishes = { commonName, ...sortNames(typed.names) };
	const placed = placeNames(wishes, rules, usage);
	const isFirst = fields.includes('commonName');
	const taken = isFirst ? placed.taken : typed.taken;
	const advice = adviceFor(wishedCertificate(placed.names, usage)).filter(({ field }) =>
		fields.includes(field),
	);
	return warning([...taken.map(takenHostSentence), ...advice.map(adviceSentence)]);
}

/** Shows the first one. */
export function warning([message]: readonly string[]): Validation {
	return message === undefined
		? undefined
		: { message, severity: vscode.InputBoxValidationSeverity.Warning };
}
