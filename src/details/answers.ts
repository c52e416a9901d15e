/** What the page asks for as it is scrolled and opened: rows of its list, levels of its ASN.1 tree. */
import { asn1Level } from './page/asn1.js';
import { blockRows } from './page/blockList.js';
import { bytesId, shownBytes } from './page/describe.js';
import type { ListStates } from './page/lists.js';
import type { Subject, SubjectBlock } from './page/subject.js';
import type { FromView, ToView } from './protocol.js';

type Question = Extract<FromView, { readonly type: 'rows' | 'asn1' }>;

/** Undefined where it was asked about something else than is shown. */
export function answerTo(question: Question, { subject, block, lists }: Asked): ToView | undefined {
	if (question.type === 'rows') {
		const rows = blockRows(subject, lists.blocks, question);
		return rows && { type: 'rows', version: question.version, ...rows };
	}
	const { id, at, from } = question;
	const der = shownBytes(block);
	if (!der || id !== bytesId(subject, block)) return undefined;
	const level = asn1Level(der, at, from);
	return level && { type: 'asn1', id, at, level };
}

export interface Asked {
	readonly subject: Subject;
	readonly block: SubjectBlock;
	readonly lists: ListStates;
}
