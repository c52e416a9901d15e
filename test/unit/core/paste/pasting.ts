/** Pastes PEM at the place that a text marks with `‸`, as the editor does. */
import assert from 'node:assert/strict';
import { basename, extname } from 'node:path';
import { placeFor } from '../../../../src/core/paste/placeFor.js';
import { writtenIn } from '../../../../src/core/paste/write.js';

const languages: Readonly<Record<string, string>> = {
	...{
		'.yaml': 'yaml',
		'.json': 'json',
		'.jsonc': 'jsonc',
		'.js': 'javascript',
		'.ts': 'typescript',
		'.py': 'python',
	},
	...{
		'.go': 'go',
		'.java': 'java',
		'.toml': 'toml',
		'.properties': 'properties',
		'.tf': 'terraform',
	},
	...{ '.sh': 'shellscript', '.rs': 'rust', '.rb': 'ruby', '.php': 'php', '.dart': 'dart' },
	...{ '.cs': 'csharp', '.swift': 'swift', '.md': 'markdown', '.pl': 'perl' },
};

/** The text after it; undefined where it is pasted as it is. Between two marks stands what is selected. */
export function pasted(file: string, marked: string, pem: string): string | undefined {
	const [before = '', second = '', third] = marked.split('‸');
	const [selected, after] = third === undefined ? ['', second] : [second, third];
	const text = before + selected + after;
	const fileName = basename(file);
	const place = placeFor({
		...{ text, start: before.length, end: before.length + selected.length, fileName },
		languageId: languages[extname(file)] ?? 'plaintext',
	});
	if (!place) return undefined;
	assert.ok(place.start >= 0 && place.start <= place.end && place.end <= text.length);
	// VS Code gives what is inserted the line breaks of the document.
	const written = writtenIn(place, pem).replaceAll('\n', text.includes('\r\n') ? '\r\n' : '\n');
	return text.slice(0, place.start) + written + text.slice(place.end);
}
