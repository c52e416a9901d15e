import { defineRule, type RuleFinding } from '../rule.js';

/** Blocks that could be read here although their label, their BEGIN or their END is wrong: other programs refuse them. */
export const framing = defineRule({
	id: 'framing',
	*check({ blocks }): Generator<RuleFinding<'misframed'>> {
		for (const block of blocks) {
			if (!block.note) continue;
			// Windows reads base64 without the lines around it.
			const severity = block.note.code === 'bareBase64' ? 'information' : 'warning';
			const { start, end } = block.note;
			yield { code: 'misframed', severity, start, end, block };
		}
	},
});
