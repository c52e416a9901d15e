import type { Fault } from '../../../tls/clientBehavior.js';
import { clientSeverity } from '../../clientSeverity.js';
import { repairedLayout } from '../../fixes/layoutRepairs.js';
import type { RepairLayout } from '../../fixes/repairLayout.js';
import { type Layout, type LayoutCode, layoutFaultOf } from '../../faults/layoutFault.js';
import { isPemFile } from '../../contents/pemFile.js';
import {
	defineFileRule,
	headline,
	type RuleBlock,
	type RuleFinding,
	type Severity,
} from '../../rule.js';

/**
 * White space of PEM files that parsers trip over. What every parser passes (spaces at the end of lines, indented base64,
 * lines of any length) is no fault. One finding a kind: a file is written by one program, in one way.
 */
export const pemLayout = defineFileRule({
	id: 'pem-layout',
	*check(file): Generator<RuleFinding<LayoutCode | 'pemInUtf16', RepairLayout> | undefined> {
		const { text, blocks } = file;
		if (text === undefined || !isPemFile(file)) return;
		const [first] = blocks;
		if (file.isUtf16 && first) {
			// Whoever reads bytes finds nothing of what follows.
			const severity = clientSeverity('cert-utf16', true);
			yield { code: 'pemInUtf16', severity, ...headline(first), block: first };
			return;
		}
		const found = new Map<LayoutCode, { block: RuleBlock; fault: Layout; count: number }>();
		for (const block of blocks) {
			yield undefined;
			const fault = layoutFaultOf(text, block);
			if (!fault) continue;
			const known = found.get(fault.code);
			if (known) known.count += 1;
			else found.set(fault.code, { block, fault, count: 1 });
		}
		for (const [code, { block, fault, count }] of found) {
			const { start, end } = fault;
			// Behind a block that is found, programs may have what they look for.
			const isFirst = code !== 'textBeforeBegin' || block === first;
			const severity = isFirst ? severityOf(code) : 'warning';
			const finding = { code, severity, start, end, block, args: { count } };
			const fix: RepairLayout = { id: 'repairLayout', code };
			yield repairedLayout({ ...file, text }, block, code) ? { ...finding, fix } : finding;
		}
	},
});

/** What programs do with such a file, as seen; of the blanks as `pem.Decode` of Go has it. */
function severityOf(code: LayoutCode): Severity {
	const faults: Readonly<Record<LayoutCode, Fault | undefined>> = {
		indentedPem: 'cert-indented',
		pemOnOneLine: 'cert-one-line',
		literalLineBreaks: 'cert-escaped-lines',
		blankLineInPem: 'cert-blank-line',
		carriageReturnsOnly: 'cert-cr-only',
		unusualBlanks: undefined,
		byteOrderMark: 'cert-bom',
		textBeforeBegin: 'cert-text-on-line',
	};
	const fault = faults[code];
	return fault ? clientSeverity(fault, true) : 'warning';
}
