import type { FoundPlace, PlaceInput } from './place.js';
import { codePlace } from './places/code.js';
import { jsonPlace } from './places/json.js';
import { dotenvPlace, propertiesPlace, tomlPlace } from './places/settings.js';
import { yamlPlace } from './places/yaml.js';

/** UTF-16 units before a place that are looked through at once. */
const longest = 1024 * 1024;

/** How PEM is written where it is pasted; undefined where it is pasted as it is. */
export function placeFor(input: PlaceInput): FoundPlace | undefined {
	const { start, languageId, fileName } = input;
	if (start > longest) return undefined;
	if (languageId === 'dotenv' || /^\.env(?:\..+)?$|\.env$/i.test(fileName))
		return dotenvPlace(input);
	if (yamlLanguages.includes(languageId) || /\.ya?ml$/i.test(fileName)) return yamlPlace(input);
	if (languageId.startsWith('json')) return jsonPlace(input);
	if (languageId === 'java-properties' || /\.properties$/i.test(fileName)) {
		return propertiesPlace(input);
	}
	if (languageId === 'toml' || /\.toml$/i.test(fileName)) {
		return tomlPlace(input) ?? codePlace({ ...input, languageId: 'toml' });
	}
	return codePlace(input);
}

const yamlLanguages = ['yaml', 'dockercompose', 'helm', 'github-actions-workflow'];
