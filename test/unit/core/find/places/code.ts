/** Source code: strings of several lines, with escapes, joined, side by side, and in lists. */
import { body, escaped, lines, pem, type WrittenPlace } from './material.js';

const asPem = (what: string, text: string): WrittenPlace => ({ what, text, encoding: 'pem' });
const asEscaped = (what: string, text: string): WrittenPlace => ({
	what,
	text,
	encoding: 'escaped',
});
const quoted = (mark: string, end = '\\n') => lines.map((line) => `${mark}${line}${end}${mark}`);

export const code: readonly WrittenPlace[] = [
	asPem('a TypeScript template', `const ca = \`${pem}\n\`;\n`),
	asPem(
		'a TypeScript template, indented',
		`const ca = \`\n\t\t${pem.replaceAll('\n', '\n\t\t')}\n\`;\n`,
	),
	asEscaped('a JavaScript string', `const ca = '${escaped}';\n`),
	asEscaped('joined JavaScript strings', `const ca =\n\t${quoted("'").join(' +\n\t')};\n`),
	asEscaped(
		'joined JavaScript strings, the sign first',
		`const ca = ${quoted('"').join('\n\t+ ')};\n`,
	),
	asEscaped('a JavaScript list', `const ca = [\n${quoted("'", '').join(',\n')},\n].join('\\n');\n`),
	asEscaped('a JavaScript string over lines', `const ca = "${lines.join('\\n\\\n')}";\n`),
	asEscaped('Java', `String ca = ${quoted('"').join('\n        + ')};\n`),
	asPem('a Java text block', `String ca = """\n    ${pem.replaceAll('\n', '\n    ')}\n    """;\n`),
	asPem('a Go raw string', `var ca = []byte(\`${pem}\n\`)\n`),
	asEscaped('joined Go strings', `const ca = ${quoted('"').join(' +\n\t')}\n`),
	asEscaped('C#', `var ca = ${quoted('"').join(' +\n    ')};\n`),
	asPem('a C# verbatim string', `var ca = @"${pem}";\n`),
	asEscaped('C', `static const char ca[] =\n    ${quoted('"').join('\n    ')};\n`),
	asEscaped(
		'C with CRLF',
		`static const char ca[] =\n    ${quoted('"', '\\r\\n').join('\n    ')};\n`,
	),
	asEscaped('a C macro', `#define CA \\\n  ${quoted('"').join(' \\\n  ')}\n`),
	asPem('a C++ raw string', `auto ca = R"(${pem})";\n`),
	asEscaped('Python strings side by side', `ca = (\n    ${quoted('"').join('\n    ')}\n)\n`),
	asPem('a Python string of several lines', `ca = b"""${pem}\n"""\n`),
	asPem('a Rust raw string', `const CA: &str = r#"${pem}\n"#;\n`),
	asEscaped('a Rust string over lines', `const CA: &str = "${lines.join('\\n\\\n    ')}";\n`),
	asPem('a PHP heredoc', `$ca = <<<EOT\n${pem}\nEOT;\n`),
	asEscaped('joined PHP strings', `$ca = ${quoted('"').join(' .\n    ')};\n`),
	asPem('Perl', `my $ca = <<'END_OF_CA';\n${pem}\nEND_OF_CA\n`),
	asPem('Ruby', `CA = <<~PEM\n  ${pem.replaceAll('\n', '\n  ')}\nPEM\n`),
	asEscaped('Ruby strings side by side', `CA = ${quoted('"').join(' \\\n  ')}\n`),
	asPem('a PowerShell here-string', `$ca = @"\r\n${pem.replaceAll('\n', '\r\n')}\r\n"@\r\n`),
	asEscaped('a PowerShell string', `$ca = "${pem.replaceAll('\n', '`n')}"\r\n`),
	asPem('a shell heredoc', `cat > ca.pem <<EOF\n${pem}\nEOF\n`),
	asPem('a shell string', `CA='${pem}'\nexport CA\n`),
	asEscaped('a shell string with escapes', `CA=$'${escaped}'\n`),
	asEscaped('a shell string over lines', `echo "${lines.join('\\n\\\n')}" > ca.pem\n`),
	asPem('shell, line by line', `${lines.map((line) => `echo ${line}>>ca.pem`).join('\n')}\n`),
	asPem('SQL', `INSERT INTO certificates VALUES (1, '${pem}');\n`),
	asEscaped('SQL with escapes', `INSERT INTO certificates VALUES (1, E'${escaped}');\n`),
	asPem('Kotlin', `val ca = """\n    |${pem.replaceAll('\n', '\n    |')}\n""".trimMargin()\n`),
	asEscaped(
		'Visual Basic',
		`ca = ${lines.map((line) => `"${line}" & vbLf`).join(' & _\n     ')}\n`,
	),
	asPem('a comment with //', `// ${pem.replaceAll('\n', '\n// ')}\nx();\n`),
	asPem('a comment with #', `# ${pem.replaceAll('\n', '\n# ')}\n`),
	asPem('a comment with --', `-- ${pem.replaceAll('\n', '\n-- ')}\nSELECT 1;\n`),
	asPem('a comment with ;', `; ${pem.replaceAll('\n', '\n; ')}\n`),
	asPem('a comment with REM', `REM ${pem.replaceAll('\n', '\nREM ')}\n`),
	asPem('a comment with %', `% ${pem.replaceAll('\n', '\n% ')}\n`),
	asPem('a block comment', `/*\n${pem}\n*/\n`),
	asPem('a block comment with stars', `/**\n * ${pem.replaceAll('\n', '\n * ')}\n */\n`),
	asPem('a comment of HTML', `<!-- ${pem} -->\n`),
	asPem('body lines of one width', `${lines[0] ?? ''}\n${body.join('')}\n${lines.at(-1) ?? ''}\n`),
];
