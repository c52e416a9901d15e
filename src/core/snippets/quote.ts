/** Strings as literals of other languages. What looks like nothing (controls, bidi marks) is always escaped. */
import { hiddenCharacters } from '../common/hiddenCharacters.js';

const invisible = new RegExp(String.raw`[${hiddenCharacters}\p{Cs}]`, 'gu');

/** A JavaScript string in single quotes. */
export function jsString(text: string): string {
	const escaped = text
		.replace(/[\\']/g, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t')
		.replace(invisible, (char) => utf16(char));
	return `'${escaped}'`;
}

/** A JavaScript template literal without substitutions; line ends stay line ends. */
export function jsTemplate(text: string): string {
	return `\`${text.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\``;
}

/** Only letters that no YAML schema takes for a number, a date or a mark, as in `/mounts/secrets/agent.crt`. */
const plainYaml = /^(?:https:\/)?(?:\/[A-Za-z0-9_.@%+-]+)+(?::\d+)?(?:\/[A-Za-z0-9_.@%+-]*)*$/;

/** A YAML scalar on one line: plain where nothing can be misread, else in double quotes (YAML 1.2, 5.7 and 7.3.1). */
export function yamlString(text: string): string {
	if (plainYaml.test(text)) return text;
	const escaped = text
		.replace(/[\\"]/g, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t')
		.replace(invisible, (char) => {
			const code = char.codePointAt(0) ?? 0;
			return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : utf16(char);
		});
	return `"${escaped}"`;
}

/**
 * A YAML literal block scalar (`|`, YAML 1.2, 8.1.2): the lines below the key, indented by `indent` spaces. The text
 * must end with one newline and begin with no space, which PEM does.
 */
export function yamlBlock(text: string, indent: number): string {
	const margin = ' '.repeat(indent);
	return `|\n${text.trimEnd().replace(/^(?=.)/gm, margin)}`;
}

function utf16(char: string): string {
	return Array.from(
		{ length: char.length },
		(_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
	).join('');
}
