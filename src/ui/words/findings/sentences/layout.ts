/** White space around and in blocks. */
import * as vscode from 'vscode';
import type { FindingEntries } from './entry.js';

export const layoutEntries = {
	indentedPem: {
		sentence: () =>
			vscode.l10n.t('The BEGIN or END line is indented. Programs do not find the block.'),
		title: () => vscode.l10n.t('Indented BEGIN or END line'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and Go look for BEGIN and END at the start of a line. They do not find an indented block, or refuse the file.',
			),
		mend: () => vscode.l10n.t('Remove the spaces in front of the lines.'),
	},
	pemOnOneLine: {
		sentence: () => vscode.l10n.t('The whole block is on one line. Programs do not find it.'),
		title: () => vscode.l10n.t('PEM on one line'),
		why: () =>
			vscode.l10n.t('OpenSSL, Node.js and Go need the BEGIN and END lines on lines of their own.'),
		mend: () =>
			vscode.l10n.t(
				'Put line breaks behind BEGIN, before END, and after every 64 characters between them.',
			),
	},
	textBeforeBegin: {
		sentence: () =>
			vscode.l10n.t('Other text precedes BEGIN on its line. Programs do not find the block.'),
		title: () => vscode.l10n.t('Text before BEGIN'),
		why: () => vscode.l10n.t('OpenSSL, Node.js and Go look for BEGIN at the start of a line only.'),
		mend: () =>
			vscode.l10n.t(
				'Put BEGIN on a line of its own, or keep the file as what it is, such as YAML.',
			),
	},
	pemInUtf16: {
		sentence: () => vscode.l10n.t('The file is in UTF-16. Programs find nothing in it.'),
		title: () => vscode.l10n.t('PEM file in UTF-16'),
		why: () =>
			vscode.l10n.t(
				'Editors show the text as any other, but OpenSSL, Node.js and Go read every byte as a character.',
			),
		mend: () =>
			vscode.l10n.t(
				'Save the file as UTF-8: select the encoding in the status bar, then Save with Encoding.',
			),
	},
	literalLineBreaks: {
		sentence: () =>
			vscode.l10n.t('The line breaks are written as “\\n”. Programs do not find the block.'),
		title: () => vscode.l10n.t('Line breaks written as \\n'),
		why: () =>
			vscode.l10n.t(
				'In a PEM file “\\n” is two characters, not a line break. OpenSSL, Node.js and Go do not find such a block.',
			),
		mend: () => vscode.l10n.t('Replace each “\\n” by a line break.'),
	},
	blankLineInPem: {
		sentence: () =>
			vscode.l10n.t('There is a blank line inside the block. OpenSSL and Node.js refuse it.'),
		title: () => vscode.l10n.t('Blank line in a block'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL and Node.js take what stands before a blank line for headers and refuse the block. Go reads it.',
			),
		mend: () => vscode.l10n.t('Remove the blank line.'),
	},
	carriageReturnsOnly: {
		sentence: () =>
			vscode.l10n.t('The lines end with a carriage return only. Programs do not find the block.'),
		title: () => vscode.l10n.t('Old Macintosh line endings'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and Go do not take a lone carriage return as the end of a line.',
			),
		mend: () => vscode.l10n.t('Change the line endings to LF or CRLF.'),
	},
	unusualBlanks: {
		sentence: () => vscode.l10n.t('The block contains invisible or special spaces. Go refuses it.'),
		title: () => vscode.l10n.t('Special spaces in a block'),
		why: () =>
			vscode.l10n.t(
				'Spaces copied from web pages or documents are not ASCII. Go does not find a block with them; other programs differ.',
			),
		mend: () => vscode.l10n.t('Replace them by plain spaces, or remove them.'),
	},
	byteOrderMark: {
		sentence: () =>
			vscode.l10n.t(
				'The file begins with a byte order mark. Go and Bun do not find the first block.',
			),
		title: () => vscode.l10n.t('Byte order mark'),
		why: () =>
			vscode.l10n.t(
				'Go and Bun expect BEGIN as the first characters of the line. OpenSSL 3 and Node.js skip the mark.',
			),
		mend: () => vscode.l10n.t('Save the file as UTF-8 without a byte order mark.'),
	},
	foldedYaml: {
		sentence: () =>
			vscode.l10n.t(
				'YAML joins these lines with spaces. Programs cannot read the block then; use “|” instead.',
			),
		title: () => vscode.l10n.t('PEM in folded YAML'),
		why: () =>
			vscode.l10n.t(
				'In “>”, quoted and plain values YAML turns line breaks into spaces. OpenSSL, Node.js and Go do not find a block on one line.',
			),
		mend: () => vscode.l10n.t('Write the value with “|”, which keeps line breaks.'),
	},
	lostIndentation: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'“{0}” is empty, because “{1}” is not indented below it. Programs ignore these settings.',
				arg('key'),
				arg('first'),
			),
		title: () => vscode.l10n.t('Lost indentation in YAML'),
		why: () =>
			vscode.l10n.t(
				'Without its indentation the configuration is still valid YAML, but the keys stand beside each other. No certificate, key or CA reaches the program, and nothing says so.',
			),
		mend: () => vscode.l10n.t('Indent the settings below the key to which they belong.'),
	},
	lineBreaksInJson: {
		sentence: () =>
			vscode.l10n.t(
				'A JSON string cannot contain line breaks. Programs refuse the whole file; write “\\n” instead.',
			),
		title: () => vscode.l10n.t('Line breaks in a JSON string'),
		why: () =>
			vscode.l10n.t('JSON forbids line breaks inside of strings, so parsers refuse the file.'),
		mend: () => vscode.l10n.t('Replace each line break of the block by “\\n”.'),
	},
	escapedInShell: {
		sentence: () =>
			vscode.l10n.t(
				'The “\\n” in this value stays as it is written. The program that reads it must turn it into line breaks.',
			),
		title: () => vscode.l10n.t('Line breaks are not expanded'),
		why: () =>
			vscode.l10n.t(
				'Shells and dotenv files keep “\\n” as two characters, except in double quotes (dotenv) or in dollar quotes (Bash). OpenSSL, Node.js and Go do not find such a block.',
			),
		mend: () =>
			vscode.l10n.t(
				'Put the value in double quotes in a dotenv file, in dollar quotes in Bash, or write real line breaks.',
			),
	},
} satisfies FindingEntries;
