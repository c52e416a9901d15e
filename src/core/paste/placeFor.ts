import type { FoundPlace, PlaceInput } from './place.js';
import { codePlace } from './places/code.js';
import { jsonPlace } from './places/json.js';
import {
	dotenvPlace,
	propertiesPlace,
	shellPlace,
	terraformPlace,
	tomlPlace,
} from './places/settings.js';
import { yamlPlace } from './places/yaml/yaml.js';

/** UTF-16 units before a place that are looked through at once. */
const longest = 1024 * 1024;

/** How PEM is written where it is pasted; undefined where it is pasted as it is. */
export function placeFor(given: PlaceInput): FoundPlace | undefined {
	const { start, end, text, fileName } = given;
	if (start > longest) return undefined;
	// Where whole lines are replaced, the next one stays a line of its own.
	const last =
		end > start ? (/\r?\n$/.exec(text.slice(Math.max(start, end - 2), end))?.[0] ?? '') : '';
	const input = { ...given, end: end - last.length, languageId: languageOf(given) };
	const { languageId } = input;
	if (languageId === 'dotenv' || /^\.env(?:\..+)?$|\.env$/i.test(fileName))
		return dotenvPlace(input);
	if (yamlLanguages.includes(languageId)) return yamlPlace(input);
	if (languageId.startsWith('json') && languageId !== 'jsonnet') return jsonPlace(input);
	if (languageId === 'java-properties' || /\.properties$/i.test(fileName)) {
		return propertiesPlace(input);
	}
	switch (languageId) {
		case 'toml':
			return tomlPlace(input) ?? codePlace(input);
		case 'terraform':
			return terraformPlace(input) ?? codePlace(input);
		case 'shellscript':
			return shellPlace(input);
		default:
			return codePlace(input);
	}
}

const yamlLanguages = [
	'yaml',
	'dockercompose',
	'helm',
	'github-actions-workflow',
	'azure-pipelines',
];

const sameAs: Readonly<Partial<Record<string, string>>> = {
	...{ hcl: 'terraform', 'terraform-vars': 'terraform', 'terraform-stack': 'terraform' },
	...{ opentofu: 'terraform', 'opentofu-vars': 'terraform', packer: 'terraform' },
};

/** By the file's name where no extension knows its language. */
const languages: readonly (readonly [name: RegExp, languageId: string])[] = [
	[/\.ya?ml$/i, 'yaml'],
	[/\.toml$/i, 'toml'],
	[/\.(?:tf|tfvars|tofu|hcl|nomad)$/i, 'terraform'],
	[/\.kts?$/i, 'kotlin'],
	[/\.(?:scala|sc)$/i, 'scala'],
	[/\.exs?$/i, 'elixir'],
	[/\.vue$/i, 'vue'],
	[/\.svelte$/i, 'svelte'],
	[/\.libsonnet$|\.jsonnet$/i, 'jsonnet'],
];

function languageOf({ languageId, fileName }: PlaceInput): string {
	const byName = languages.find(([name]) => name.test(fileName))?.[1];
	const isUnknown = languageId === 'plaintext' || byName === 'yaml' || byName === 'toml';
	return (isUnknown ? byName : sameAs[languageId]) ?? languageId;
}
