/** Strings of programs and of settings, as their own parsers read them; of others the text that their rules ask for. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { pemOf } from '../../../support/certificates.js';
import { pasted } from './pasting.js';

const pem = pemOf();
const line = JSON.stringify(pem);
const linesWith = (margin: string) => pem.replace(/^(?=.)/gm, margin);

describe('PEM pasted into strings', () => {
	for (const text of [
		...['/"/.test("") || "‸"', '"a".length && "b".replace(/[/"b]/, "‸")', '4 / 2 / 1 && "‸"'],
		...['`${"‸"}`', '`a${{ a: "}" } && ""}` && "‸"', '`${`${"‸"}`}`', '"\\"" && \'‸\''],
	]) {
		it(`is what JavaScript reads in ${text}`, () => {
			assert.equal(runInNewContext(`(${pasted('a.js', text, pem) ?? ''}\n)`), pem);
		});
	}

	it('is what Python reads in all its strings', () => {
		for (const text of [
			...['r"‸"', "R'‸'", 'br"‸".decode()', 'f"‸"', 'b"‸".decode()', 'r"\\\\" and "‸"'],
			...["'it\\'s' and '''‸'''", '# it\'s\n"‸"', 'r"""‸"""'],
		]) {
			const written = pasted('a.py', text, pem) ?? text.replace('‸', pem);
			const input = `import json\nx = (${written})\nprint(json.dumps(x))`;
			const printed = execFileSync('python3', ['-'], { input, encoding: 'utf8' });
			assert.equal(JSON.parse(printed), pem, text);
		}
	});

	it('is what a shell reads', () => {
		for (const text of [
			...['CERT=‸\n', '  export CERT=‸ # x\n', 'readonly CERT=‸\n'],
			...['CERT="‸"\n', "CERT='‸'\n"],
		]) {
			const script = `${pasted('a.sh', text, pem) ?? text.replace('‸', pem)}printf '%s|' "$CERT"`;
			const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
			assert.equal(read, `${pem}|`, text);
		}
	});

	it('is escaped behind what only looks like a string', () => {
		for (const [file, before] of [
			['a.rs', `let a: &'static str = "";\nlet c = '"';\n`],
			['a.rb', `a = <<~END\n  it's "\nEND\n`],
			['a.php', `#[A("it's")]\n$a = <<<"END"\n  it's\n  END;\n`],
			['a.cs', 'var a = @"\\"; var b = $@"\\";\n'],
			['a.dart', `var a = r'\\';\n`],
			['a.tf', '# it\'s "\na = <<A\n"\nA\n'],
		] as const) {
			assert.equal(pasted(file, `${before}x = "‸"`, pem), `${before}x = ${line}`);
		}
	});

	it('is as deep as the text block in which it stands', () => {
		for (const [file, before, close] of [
			['A.java', 'String a = """\n', '""";'],
			['a.swift', 'let a = """\n', '"""'],
			['a.cs', 'var a = """\n', '""";'],
			['a.exs', 'a = """\n', '"""'],
			['a.rb', 'a = <<~END\n', 'END'],
			['a.tf', 'a = <<-EOT\n', 'EOT'],
		] as const) {
			const wanted = `${before}${linesWith('    ')}    ${close}\n`;
			assert.equal(pasted(file, `${before}    ‸\n    ${close}\n`, pem), wanted, file);
			assert.equal(pasted(file, `${before}‸\n    ${close}\n`, pem), wanted, file);
		}
		const onOne = pasted('A.java', '\tString a = """‸""";\n', pem);
		assert.equal(onOne, `\tString a = """\n${linesWith('\t\t')}\t\t""";\n`);
	});

	it('is pasted as it is where lines are taken', () => {
		for (const [file, text] of [
			['a.kt', '"""\n‸"""'],
			['a.cs', '@$"‸"'],
			['a.rb', 'a = <<-END\n  ‸\n  END\n'],
			['a.tf', 'a = <<EOT\n‸\nEOT\n'],
			['a.md', '```yaml\ncert: ‸\n```\n'],
			['Dockerfile', 'COPY <<EOF /a\n‸\nEOF\n'],
		] as const) {
			assert.equal(pasted(file, text, pem), undefined, `${file}: ${text}`);
		}
	});
});

describe('PEM pasted into settings', () => {
	it('is a string of TOML in every place', () => {
		const block = `"""\n${pem}"""`;
		assert.equal(pasted('a.toml', "a.cert = '‸' # x\n", pem), `a.cert = ${block} # x\n`);
		assert.equal(pasted('a.toml', '"a b" = ‸ # x\n', pem), `"a b" = ${block} # x\n`);
		for (const text of [
			...['a = [‸]\n', 'a = ["b", ‸]\n', 'a = { b = ‸, c = 1 }\n', 'a = [\n  ‸,\n]\n'],
			'a = ["x", "‸"]\n',
		]) {
			const wanted = text.replace('"‸"', '‸').replace('‸', () => line);
			assert.equal(pasted('a.toml', text, pem), wanted);
		}
	});

	it('is a heredoc in Terraform, which leaves out the indentation', () => {
		assert.equal(
			pasted('a.tf', 'resource "a" "b" {\n  cert = ‸\n}\n', pem),
			`resource "a" "b" {\n  cert = <<-EOT\n${linesWith('    ')}  EOT\n}\n`,
		);
		for (const text of ['a = [‸]\n', 'a = { b = ‸ }\n']) {
			assert.equal(
				pasted('a.tfvars', text, pem),
				text.replace('‸', () => line),
			);
		}
	});

	it('is in quotes before a comment of a .env file', () => {
		assert.equal(pasted('.env', 'CERT=‸ # x\n', pem), `CERT=${line} # x\n`);
	});

	it('is a value of JSON before the comma is written', () => {
		const text = '{\n  "a": ‸\n  "b": 1\n}';
		assert.equal(
			pasted('a.json', text, pem),
			text.replace('‸', () => line),
		);
	});
});
