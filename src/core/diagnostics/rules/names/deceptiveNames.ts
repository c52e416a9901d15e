import { domainToUnicode } from 'node:url';
import { hiddenCharacterIn } from '../../faults/dnsNameFault.js';
import { defineBlockRule, headline, type RuleBlock, type RuleFinding } from '../../rule.js';

/**
 * Names that are not what they look like: characters that nobody sees, or that turn the text around, and letters of
 * several scripts in one word of a host name (UTS #39, 5).
 */
export const deceptiveNames = defineBlockRule({
	id: 'deceptive-names',
	*check({ block }): Generator<RuleFinding<'hiddenCharactersInName' | 'mixedScriptsInName'>> {
		const { all, hosts } = namesOf(block);
		const at = { severity: 'warning', ...headline(block), block } as const;
		for (const name of all) {
			const character = hiddenCharacterIn(name);
			if (character === undefined) continue;
			const args = { name, character: codeOf(character) };
			yield { code: 'hiddenCharactersInName', ...at, args };
			break;
		}
		const mixed = hosts.map(readable).find((name) => name.split(/[.\s-]+/).some(isMixed));
		if (mixed !== undefined) yield { code: 'mixedScriptsInName', ...at, args: { name: mixed } };
	},
});

function namesOf({ facts }: RuleBlock): {
	readonly all: readonly string[];
	readonly hosts: readonly string[];
} {
	if (facts?.kind !== 'certificate' && facts?.kind !== 'request') return { all: [], hosts: [] };
	const { commonName, subject, subjectAltNames } = facts;
	const common = commonName === undefined ? [] : [commonName];
	const dns = subjectAltNames.filter(({ type }) => type === 'dns').map(({ value }) => value);
	return {
		all: [...common, subject, ...subjectAltNames.map(({ value }) => value)],
		hosts: [...dns, ...common.filter((name) => name.includes('.') && !/\s/.test(name))],
	};
}

/** As browsers may show it; the text itself where it is no host name. */
function readable(name: string): string {
	return /(?:^|\.)xn--/i.test(name) ? domainToUnicode(name) || name : name;
}

/** Those whose letters are taken for one another. */
const scripts = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'].map(
	(script) => new RegExp(String.raw`\p{Script=${script}}`, 'u'),
);

function isMixed(word: string): boolean {
	return scripts.filter((script) => script.test(word)).length > 1;
}

function codeOf(character: string): string {
	return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
