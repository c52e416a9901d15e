import type { Fault } from '../../../tls/clientBehavior.js';
import type { BlockNoteCode } from '../../../x509/block.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { correctLabel, type CorrectLabel } from '../../fixes/correctLabel.js';
import { repairPem, type RepairPem } from '../../fixes/repairPem.js';
import { splitObjects, type SplitObjects } from '../../fixes/splitObjects.js';
import { isPemFile, lineOfBlock } from '../../contents/pemFile.js';
import {
	defineBlockRule,
	type FileInput,
	type RuleBlock,
	type RuleFinding,
	type Severity,
} from '../../rule.js';

/** Why a block is not framed as programs expect it, whether it could be read here or not. */
export type FramingCode =
	| ('wrongLabel' | 'labelMismatch' | 'spoiltBegin' | 'spoiltEnd' | 'missingBegin' | 'missingEnd')
	| ('tornBase64' | 'gluedBlocks' | 'severalObjects' | 'bareBase64');

/** Blocks whose label, BEGIN, END or base64 is wrong: programs refuse them, even those that could be read here. */
export const framing = defineBlockRule({
	id: 'framing',
	*check({ block, file }): Generator<RuleFinding<FramingCode, FramingFix>> {
		const { error, note } = block;
		const damage = error && damages[error.code];
		if (damage) {
			const severity = severityOf(damage, file, block);
			yield { code: damage, severity, ...lineOfBlock(file, block, error.line), block };
		} else if (note) {
			const code = notes[note.code];
			if (code === undefined) return;
			const { start, end } = note;
			const fix = fixFor(file, code, block);
			const finding = { code, severity: severityOf(code, file, block), start, end, block };
			yield fix ? { ...finding, fix } : finding;
		}
	},
});

type FramingFix = CorrectLabel | RepairPem | SplitObjects;

function fixFor(file: FileInput, code: FramingCode, block: RuleBlock): FramingFix | undefined {
	if (code === 'severalObjects') {
		const fix = { id: 'splitObjects' } as const;
		return splitObjects(file, fix, block.start, block) && fix;
	}
	if (code === 'wrongLabel' || code === 'labelMismatch') {
		const fix = { id: 'correctLabel' } as const;
		return correctLabel(file, fix, block.start, block) && fix;
	}
	const fix = { id: 'repairPem' } as const;
	return repairPem(file, fix, block.start, block) && fix;
}

const damages: Readonly<Partial<Record<string, FramingCode>>> = {
	badBase64: 'tornBase64',
	noBegin: 'missingBegin',
	noEnd: 'missingEnd',
	labelMismatch: 'labelMismatch',
};

/** Whether the rule names this fault, so that no other has to. */
export function isFramingError(code: string): boolean {
	return damages[code] !== undefined;
}

/** The other notes are for rules of their own. */
const notes: Readonly<Partial<Record<BlockNoteCode, FramingCode>>> = {
	wrongLabel: 'wrongLabel',
	spoiltBegin: 'spoiltBegin',
	spoiltEnd: 'spoiltEnd',
	noBegin: 'missingBegin',
	noEnd: 'missingEnd',
	labelMismatch: 'labelMismatch',
	runTogether: 'gluedBlocks',
	severalObjects: 'severalObjects',
	bareBase64: 'bareBase64',
};

/** What was seen of programs that were given such a file. */
const faults: Readonly<Partial<Record<FramingCode, Fault>>> = {
	wrongLabel: 'cert-label-other',
	labelMismatch: 'cert-no-end',
	spoiltBegin: 'cert-text-on-line',
	spoiltEnd: 'cert-no-end',
	missingBegin: 'cert-text-on-line',
	missingEnd: 'cert-no-end',
	tornBase64: 'cert-torn',
	gluedBlocks: 'cert-no-end',
};

function severityOf(code: FramingCode, file: FileInput, block: RuleBlock): Severity {
	const fault = faults[code];
	// Only where the file is PEM as such do programs read it as it stands.
	if (fault) return clientSeverity(fault, isPemFile(file) && !isBehindAll(file, block));
	// Windows reads base64 without the lines around it; of several objects the first is read by many.
	return code === 'bareBase64' ? 'information' : 'warning';
}

/** Behind the key of a key's file, or behind the CAs of a file of CAs: programs have what they look for by then. */
function isBehindAll(file: FileInput, block: RuleBlock): boolean {
	const { certificates, bundles } = chainsOf(file);
	const last = certificates.at(-1)?.block;
	if (!last) return block !== file.blocks[0] && file.blocks[0]?.facts?.kind === 'privateKey';
	return last.start < block.start && bundles.length === 1 && bundles[0]?.own === undefined;
}
