import type { PathKind } from '../../../find/paths/candidate.js';
import { hidesCertificate } from '../../contents/fileContents.js';
import { clientSeverity } from '../../clientSeverity.js';
import { atPath, blocksBehind, fileNameOf } from '../../contents/references.js';
import {
	defineReferenceRule,
	type RuleBlock,
	type RuleFinding,
	type Severity,
} from '../../rule.js';

type Kind = NonNullable<RuleBlock['facts']>['kind'];

/** What has to be in the file; other kinds may be beside it. */
const wanted: Readonly<Partial<Record<PathKind, Kind>>> = {
	...{ certificate: 'certificate', ca: 'certificate', key: 'privateKey' },
	...{ request: 'request', crl: 'crl' },
};

/** A key where a certificate belongs, and the reverse: by the setting, not by the file's name. */
export const pathKind = defineReferenceRule({
	id: 'path-kind',
	*check(input): Generator<RuleFinding<'pathWrongKind'>> {
		const { reference } = input;
		const { kindHint, isSure } = reference;
		const expected = kindHint === undefined ? undefined : wanted[kindHint];
		const blocks = blocksBehind(reference);
		if (!isSure || expected === undefined || hidesCertificate({ blocks })) return;
		const kinds = blocks.flatMap(({ facts }) => facts?.kind ?? []);
		const [found] = kinds;
		if (found === undefined || kinds.includes(expected)) return;
		// What checks signatures is given a public key as its key.
		if (kindHint === 'key' && found === 'publicKey') return;
		yield {
			code: 'pathWrongKind',
			severity: severityOf(kindHint),
			...atPath(input),
			args: { file: fileNameOf(reference), found, expected },
		};
	},
});

/** What programs do with such a file; where a CA belongs a bundle with the key in front may be meant. */
function severityOf(kindHint: PathKind | undefined): Severity {
	switch (kindHint) {
		case 'certificate':
			return clientSeverity('cert-holds-key', true);
		case 'key':
			return clientSeverity('key-holds-certificate', true);
		case 'ca':
			return clientSeverity('ca-holds-key', false);
		default:
			return 'warning';
	}
}
