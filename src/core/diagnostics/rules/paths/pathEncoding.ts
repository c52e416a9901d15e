import type { PathKind } from '../../../find/paths/candidate.js';
import type { Fault } from '../../../tls/clientBehavior.js';
import { clientSeverity } from '../../clientSeverity.js';
import { atPath, blocksBehind, fileNameOf } from '../../contents/references.js';
import { defineReferenceRule, type RuleFinding } from '../../rule.js';

/** What was seen of programs that were given such a file. */
const faults: Readonly<Partial<Record<PathKind, Fault>>> = {
	certificate: 'cert-utf16',
	key: 'key-utf16',
	ca: 'ca-utf16',
};

/** A PEM file in UTF-16, in which programs that are given its path find nothing. */
export const pathEncoding = defineReferenceRule({
	id: 'path-encoding',
	*check(input): Generator<RuleFinding<'pathInUtf16'>> {
		const { reference } = input;
		const { file, kindHint, isSure } = reference;
		if (file.state !== 'read' || file.isUtf16 !== true || blocksBehind(reference).length === 0)
			return;
		const fault = kindHint && faults[kindHint];
		if (!isSure || fault === undefined) return;
		const severity = clientSeverity(fault, true);
		yield {
			code: 'pathInUtf16',
			severity,
			...atPath(input),
			args: { file: fileNameOf(reference) },
		};
	},
});
