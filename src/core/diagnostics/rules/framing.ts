import { defineBlockRule, type RuleFinding } from '../rule.js';

/** Blocks that could be read here although their label, their BEGIN or their END is wrong: other programs refuse them. */
export const framing = defineBlockRule({
	id: 'framing',
	*check({ block }): Generator<RuleFinding<'misframed'>> {
		if (!block.note) return;
		// Windows reads base64 without the lines around it.
		const severity = block.note.code === 'bareBase64' ? 'information' : 'warning';
		const { start, end } = block.note;
		yield { code: 'misframed', severity, start, end, block };
	},
});
