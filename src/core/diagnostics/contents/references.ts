/** What rules about paths share: which paths go together, and what the files behind them hold. */
import { type PathGroup, groupsOf } from '../../find/paths/groups.js';
import { serverNamesBeside } from '../../find/paths/serverNames.js';
import { LineStarts } from '../../find/lines.js';
import {
	type CertificateInFile,
	certificatesIn,
	type KeyInFile,
	ownCertificate,
	tlsKeysIn,
} from './fileContents.js';
import type { FileInput, Reference, ReferenceInput, RuleBlock, RuleFinding } from '../rule.js';

/** Each path of a text with those beside it. */
export function referenceInputs(
	text: string,
	references: readonly Reference[],
): readonly ReferenceInput[] {
	const lines = new LineStarts(text);
	const groups = new Map<Reference, PathGroup<Reference>>();
	for (const group of groupsOf(references)) {
		for (const member of group.members) groups.set(member, group);
	}
	return references.flatMap((reference) => {
		const group = groups.get(reference);
		const line = lines.at(reference.start);
		return group
			? [{ reference, line, group, serverNames: serverNamesBeside(text, reference) }]
			: [];
	});
}

/** The blocks behind a path; none where the file was not read. */
export function blocksBehind({ file }: Reference): readonly RuleBlock[] {
	return file.state === 'read' ? file.blocks : [];
}

/** The certificate that a program takes from the file as the configuration's own. */
export function certificateBehind(reference: Reference): CertificateInFile | undefined {
	const file: FileInput = { blocks: blocksBehind(reference) };
	const certificates = certificatesIn(file);
	return ownCertificate(certificates, tlsKeysIn(file))?.certificate ?? certificates[0];
}

export function keyBehind(reference: Reference): KeyInFile | undefined {
	return tlsKeysIn({ blocks: blocksBehind(reference) })[0];
}

/** The last part of a path, which is what people call the file. */
export function fileNameOf({ raw }: Pick<Reference, 'raw'>): string {
	return raw.split(/[/\\]/).at(-1) ?? raw;
}

/** A finding at the path; what it says of a block is said of one that stands in the file. */
export function atPath(
	{ reference, line }: ReferenceInput,
	block?: RuleBlock,
): Pick<RuleFinding, 'start' | 'end' | 'block'> {
	const { start, end } = reference;
	const { facts } = block ?? {};
	return {
		start,
		end,
		block: { start, end, line, endLine: line, label: fileNameOf(reference), facts },
	};
}
