/** Asks the thread that follows a text for what is wrong with it. */
import { MessageChannel, type Worker } from 'node:worker_threads';
import { PkiError } from '../../core/common/errors.js';
import type { Finding } from '../../core/diagnostics/analyze.js';
import type { Checked, CheckQuestion } from '../../core/diagnostics/ownRules.js';
import type { RuleBlock } from '../../core/diagnostics/rule.js';
import type { CheckAnswer, CheckRequest, GoOn, ToldFinding } from './threadMessages.js';

/** `blocks` are those that the thread has, in their order. Rejects with `cancelled` when the signal is aborted. */
export function checkInThread(
	thread: Worker,
	blocks: readonly RuleBlock[],
	check: CheckQuestion,
	signal: AbortSignal,
): Promise<Checked> {
	const { port1: port, port2 } = new MessageChannel();
	const answer = new Promise<Checked>((resolve, reject) => {
		const findings: Finding[] = [];
		port.on('message', (part: CheckAnswer) => {
			if ('failure' in part) {
				reject(new Error(part.failure));
				return;
			}
			for (const told of part.findings) findings.push(...inBlock(told, blocks));
			const goOn: GoOn = 'goOn';
			if (part.end) resolve({ findings, ...part.end });
			else port.postMessage(goOn);
		});
		port.on('close', () => reject(new Error('the thread ended')));
		signal.addEventListener('abort', () => reject(new PkiError('cancelled')), { once: true });
		if (signal.aborted) reject(new PkiError('cancelled'));
	});
	const request: CheckRequest = { check, port: port2 };
	thread.postMessage(request, [port2]);
	return answer.finally(() => port.close());
}

function inBlock(told: ToldFinding, blocks: readonly RuleBlock[]): readonly Finding[] {
	const block = blocks[told.block];
	return block ? [{ ...told, block }] : [];
}
