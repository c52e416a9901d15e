import type { FileInput, Replacement } from '../rule.js';
import { type LayoutCode, layoutFaultOf } from '../faults/layoutFault.js';
import { repairedLayout } from './layoutRepairs.js';

/** The white space of all blocks with that fault. */
export interface RepairLayout {
	readonly id: 'repairLayout';
	readonly code: LayoutCode;
}

export function repairLayout(
	file: FileInput,
	{ code }: RepairLayout,
): readonly Replacement[] | undefined {
	const { text } = file;
	if (text === undefined) return undefined;
	const replacements: Replacement[] = [];
	for (const block of file.blocks) {
		if (layoutFaultOf(text, block)?.code !== code) continue;
		const repaired = repairedLayout({ ...file, text }, block, code);
		if (!repaired) return undefined;
		replacements.push(...repaired);
	}
	return replacements.length > 0 ? replacements : undefined;
}
