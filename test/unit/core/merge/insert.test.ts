import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { indentedText } from '../../../../src/core/merge/insert.js';

const pem = '-----BEGIN CERTIFICATE-----\nTGVhZg==\n-----END CERTIFICATE-----';

describe('indentedText', () => {
	it('takes the margin and the steps of the file', () => {
		const text = 'server {\n  listen 1;\n\n  location / {\n    root x;\n  }\n}\n';
		assert.equal(
			indentedText(text, { margin: '\t', unit: '\t', languageId: 'nginx' }),
			'server {\n\t\tlisten 1;\n\n\t\tlocation / {\n\t\t\troot x;\n\t\t}\n\t}',
		);
	});

	it('keeps YAML’s own steps, and its blocks below their keys', () => {
		const text = `a:\n  cert: |\n    ${pem.replaceAll('\n', '\n    ')}\n`;
		const put = `list:\n    ${indentedText(text, { margin: '    ', unit: '\t', languageId: 'yaml' })}`;
		assert.deepEqual(parse(put), { list: { a: { cert: `${pem}\n` } } });
	});

	it('leaves PEM in a string at the start of its lines', () => {
		const text = `const a = {\n  cert: \`${pem}\`,\n};\n`;
		const put = indentedText(text, { margin: '  ', unit: '    ', languageId: 'javascript' });
		assert.equal(
			put,
			`const a = {\n      cert: \`-----BEGIN CERTIFICATE-----\nTGVhZg==\n-----END CERTIFICATE-----\`,\n  };`,
		);
	});
});
