import assert from 'node:assert/strict';
import { type ExportRow, exportText } from '../../../../src/core/workspace/exportText.js';

const words = {
	title: (column: string) => `<${column}>`,
	kind: (kind: string) => `kind ${kind}`,
	state: (state: string) => `state ${state}`,
};

function row(parts: Partial<ExportRow> = {}): ExportRow {
	const place = { file: 'certs/api.crt', line: 3 };
	return { ...place, kind: 'certificate', name: 'api.test', matches: [], usedBy: [], ...parts };
}

/** As a program reads RFC 4180. */
function parseCsv(text: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, quoted, plain = '', end] of text.matchAll(
		/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
	)) {
		rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
		if (end === '\r\n') rows.push([]);
	}
	return rows.slice(0, -1);
}

describe('the exported list', () => {
	it('is a table for spreadsheets, whatever is in a name', async () => {
		const name = 'a "quoted", name\r\nover lines';
		const matches = [
			{ file: 'a.key', line: 1 },
			{ file: 'b.key', line: 2 },
		];
		const parts = { state: 'expired', notAfter: '2026-01-02T03:04:05Z', matches } as const;
		const [head, cells, ...others] = parseCsv(
			await exportText('csv', [row({ name, ...parts })], words),
		);
		assert.deepEqual(others, []);
		assert.deepEqual(Object.fromEntries((head ?? []).map((column, at) => [column, cells?.[at]])), {
			...{ kind: 'certificate', name, state: 'expired', notBefore: '' },
			...{ notAfter: '2026-01-02T03:04:05Z', file: 'certs/api.crt', line: '3' },
			...{ issuer: '', sha256: '', matches: 'a.key:1; b.key:2', usedBy: '' },
		});
	});

	it('has no cell that a spreadsheet would run', async () => {
		const names = ['=cmd()', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '"=1'];
		const [, ...rows] = parseCsv(
			await exportText(
				'csv',
				names.map((name) => row({ name })),
				words,
			),
		);
		const cells = rows.map(([, name = '']) => name);
		assert.equal(cells.length, names.length);
		assert.deepEqual(
			cells.filter((cell) => /^[\s]*[=+\-@＝]/.test(cell)),
			[],
		);
		assert.deepEqual(cells[0], "'=cmd()");
		assert.match(await exportText('csv', [row({ name: 'CN=fine' })], words), /,CN=fine,/);
	});

	it('has none either where a semicolon begins a cell, and quotes protect nothing', async () => {
		const names = [
			"a;=cmd|' /C calc'!A0;b",
			'a\t@SUM(A1)',
			'a\n =1',
			'a;\n;-1',
			';;=1',
			'\n=1',
			'\t=1',
		];
		const text = await exportText(
			'csv',
			names.map((name) => row({ name })),
			words,
		);
		const cells = text.split(/[;\t\r\n]/);
		assert.ok(cells.length > 10);
		assert.deepEqual(
			cells.filter((cell) => /^\s*[=+\-@|%]/.test(cell)),
			[],
		);
		assert.match(await exportText('csv', [row({ name: 'a;b-c;d=e' })], words), /,a;b-c;d=e,/);
	});

	it('tells Excel that it is UTF-8 where that matters, and programs nothing else', async () => {
		const csv = (name: string) => exportText('csv', [row({ name })], words);
		assert.match(await csv('Büro'), /^\ufeffkind,name,/);
		assert.match(await csv('😀'), /^\ufeffkind,name,/);
		assert.match(await csv('api.test'), /^kind,name,/);
		assert.match(await exportText('json', [row({ name: 'Büro' })], words), /^\{/);
		assert.match(await exportText('markdown', [row({ name: 'Büro' })], words), /^\|/);
	});

	it('is data for programs', async () => {
		const rows = [row({ name: 'ä "\n' }), row({ kind: 'privateKey' })];
		const written = (list: readonly ExportRow[]) => exportText('json', list, words);
		assert.equal(await written(rows), `${JSON.stringify({ items: rows }, undefined, 2)}\n`);
		assert.equal(await written([]), `${JSON.stringify({ items: [] }, undefined, 2)}\n`);
	});

	it('is a table for people, in which names are text', async () => {
		const name = 'a|b `c` <img> [x](y) *z* \\ \n d';
		const text = await exportText('markdown', [row({ name, state: 'valid' })], words);
		const lines = text.trimEnd().split('\n');
		assert.equal(lines.length, 3);
		assert.match(lines[0] ?? '', /^\| \\<name\\> \|/);
		assert.match(lines[1] ?? '', /^\| --- \|/);
		const unescaped = (lines[2] ?? '').replace(/\\./g, '');
		assert.doesNotMatch(unescaped, /[`<>[\]*\\]/);
		assert.equal(unescaped.split('|').length, (lines[1] ?? '').split('|').length);
		assert.match(lines[2] ?? '', /kind certificate \| state valid/);
	});
});
