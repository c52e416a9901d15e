/** docs/scaivault.md and the data of the fake say the same: no row more, and none less. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
	endpoints,
	errorCodes,
	limits,
	scopes,
	unsaidCodes,
	unsaidStatuses,
} from '../../../support/scaivault/endpoints.js';
import { readings } from '../../../support/scaivault/readings.js';
import { answers, type AnswerShape, contents } from '../../../support/scaivault/table/answers.js';
import type { Endpoint, Field } from '../../../support/scaivault/table/endpoint.js';

interface Table {
	readonly heading: string;
	readonly columns: readonly string[];
	/** Text of the cells, without the marks of code. */
	readonly rows: readonly (readonly string[])[];
}

const tables = tablesOf(readFileSync('docs/scaivault.md', 'utf8'));
const table: readonly Endpoint[] = endpoints;
const shapes = Object.entries(answers) as [string, AnswerShape][];

function tablesOf(page: string): readonly Table[] {
	return page.split(/^#{2,3} /m).flatMap((section) => {
		const heading = section.split('\n')[0] ?? '';
		const rows = [...section.matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) =>
			row.split('|').map((cell) => cell.replaceAll('`', '').trim()),
		);
		const [columns, rule, ...others] = rows;
		if (!columns) return [];
		assert.match(rule?.join('') ?? '', /^-+$/, `One table below "${heading}"`);
		return [{ heading, columns, rows: others }];
	});
}

const titled = (columns: string) => tables.filter((one) => one.columns.join(' ') === columns);

/** Rows of all tables with these columns; `count` first cells of each. */
function rowsWith(columns: string, count: number): readonly string[] {
	const found = titled(columns);
	assert.ok(found.length > 0, `No table has the columns ${columns}`);
	return found.flatMap(({ rows }) => rows.map((row) => row.slice(0, count).join(' | '))).sort();
}

const typeText = ({ type, values }: Field) => (values ? `${type}: ${values.join(', ')}` : type);
const yes = (is: boolean | undefined) => (is ? 'yes' : 'no');
const fieldRow = (field: Field) => [field.name, typeText(field), yes(field.required), field.said];

describe('docs/scaivault.md and the fake of ScaiVault', () => {
	it('have the same calls, with scopes, limits, statuses and answers', () => {
		const rows = table.map(({ call, scope, limit, success, answer }) =>
			[call, scope, limit, success, answer].join(' | '),
		);
		assert.equal(new Set(rows).size, rows.length);
		assert.deepEqual(rowsWith('Call Scope Limit Success Answer', 5), rows.sort());
	});

	for (const [kind, title] of [
		['body', 'Field'],
		['query', 'Parameter'],
	] as const) {
		it(`have the same fields of a ${kind}`, () => {
			const said = titled(`${title} Type Required Said by Meaning`).map(({ heading, rows }) => [
				heading,
				rows.map((row) => row.slice(0, 4)),
			]);
			const known = table.flatMap((endpoint) => {
				const fields = endpoint[kind];
				return fields ? [[endpoint.call, fields.map(fieldRow)]] : [];
			});
			assert.ok(known.length > 4);
			assert.deepEqual(sorted(said), sorted(known));
		});
	}

	it('explain every field', () => {
		const all = tables.filter(({ columns }) => columns.includes('Meaning'));
		const empty = all.flatMap(({ heading, rows }) =>
			rows.filter((row) => (row[4] ?? '') === '').map(([name]) => `${heading} ${name ?? ''}`),
		);
		assert.ok(all.length > 10);
		assert.deepEqual(empty, []);
	});

	it('have the same answers', () => {
		const said = titled('Field Type Always Said by').map(({ heading, rows }) => [heading, rows]);
		const known = shapes.map(([name, { fields, items }]) => [
			name,
			fields.map((field, index) => {
				const [first, type, ...others] = fieldRow(field);
				return [first, index === 0 && items ? `list of ${items}` : type, ...others];
			}),
		]);
		assert.deepEqual(sorted(said), sorted(known));
		const other = Object.entries(contents).map((row) => row.join(' | '));
		assert.deepEqual(rowsWith('Answer Content', 2), other.sort());
	});

	it('have the same errors', () => {
		const guessed: readonly string[] = unsaidCodes;
		const rows = Object.entries(errorCodes).map(([status, codes]) => {
			const mark = unsaidStatuses.some((one) => String(one) === status) ? '?' : '';
			const names = codes.map((code) => `${code}${guessed.includes(code) ? '?' : ''}`);
			return `${status}${mark} | ${names.join(', ')}`;
		});
		assert.deepEqual(rowsWith('Status Codes', 2), rows.sort());
	});

	it('have the same scopes, limits and readings', () => {
		assert.deepEqual(rowsWith('Scope Allows', 1), [...scopes].sort());
		const counts = Object.entries(limits).map(([limit, count]) => `${limit} | ${count}`);
		assert.deepEqual(rowsWith('Limit Requests a minute Counts', 2), counts.sort());
		const ways = Object.entries(readings).map(([name, all]) => `${name} | ${all.join(', ')}`);
		assert.deepEqual(rowsWith('Reading Ways to read it What is unclear', 2), ways.sort());
	});

	it('use no scope, limit or answer that has no row of its own', () => {
		const known = (scope: string) =>
			['none', 'any', 'unsaid', ...scopes].some((one) => one === scope);
		const names = [...shapes.map(([name]) => name), ...Object.keys(contents)];
		for (const { path, scope, answer } of table) {
			assert.ok(known(scope) && names.includes(answer), path);
		}
		const used = new Set<string>(table.flatMap(({ answer }) => answer));
		for (const [, { items }] of shapes) if (items) used.add(items);
		assert.deepEqual(
			names.filter((name) => !used.has(name)),
			[],
		);
	});

	it('call it a fake that was never compared with a server', () => {
		const page = readFileSync('docs/scaivault.md', 'utf8');
		assert.ok(page.includes('Nothing here was ever tried on a real server.'));
		const fake = readFileSync('test/support/scaivault/fake.ts', 'utf8');
		assert.ok(fake.startsWith('/**\n * A fake of ScaiVault'));
	});
});

function sorted(rows: readonly unknown[]): readonly string[] {
	return rows.map((row) => JSON.stringify(row, undefined, 1)).sort();
}
