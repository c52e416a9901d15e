/** Answers, in the thread that follows a text, what is wrong with it. */
import { isPkiError } from '../../core/common/errors.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { checkByItself } from '../../core/diagnostics/ownRules.js';
import type { RuleBlock } from '../../core/diagnostics/rule.js';
import type { CheckAnswer, CheckRequest, ToldFinding } from './threadMessages.js';

/** So many at a time cost the receiver a few milliseconds. */
const batch = 200;

/** Gives way to other questions every 15 ms, and ends when the port is closed. */
export async function answerCheck(
	{ check, port }: CheckRequest,
	input: { readonly blocks: readonly KeptBlock[]; readonly text: string },
): Promise<void> {
	const closed = new AbortController();
	port.on('close', () => closed.abort());
	const tell = (part: CheckAnswer) => port.postMessage(part);
	try {
		const { findings, nextChange } = await checkByItself(input, check, closed.signal);
		const places = new Map<RuleBlock, number>(input.blocks.map((block, at) => [block, at]));
		const told = findings.map((finding): ToldFinding => ({
			...finding,
			block: places.get(finding.block) ?? -1,
		}));
		let at = 0;
		const tellNext = () => {
			const part = told.slice(at, (at += batch));
			tell(at < told.length ? { findings: part } : { findings: part, end: { nextChange } });
		};
		port.on('message', tellNext);
		tellNext();
	} catch (error) {
		if (!isPkiError(error, 'cancelled')) tell({ failure: String(error) });
	}
}
