import { atPath } from '../../contents/references.js';
import { defineReferenceRule, type RuleFinding } from '../../rule.js';

/**
 * A certificate or key file that is not there. Programs may count relative paths from another folder, so only a file
 * beside it that is there makes it a warning.
 */
export const pathMissing = defineReferenceRule({
	id: 'path-missing',
	*check(input): Generator<RuleFinding<'pathNotFound'>> {
		const { reference, group } = input;
		if (reference.file.state !== 'missing' || reference.isElsewhere) return;
		const hasSibling = group.members.some(({ file }) => file.state === 'read');
		if (!reference.isSure && !hasSibling) return;
		const severity = hasSibling ? 'warning' : 'information';
		yield { code: 'pathNotFound', severity, ...atPath(input), args: { path: reference.raw } };
	},
});
