/** Runs the sections and prints their table. */
import { arch, cpus, platform, release } from 'node:os';
import { activateCall } from './activateCall.mjs';
import { activationCode } from './activationCode.mjs';
import { bundleShown } from './bundleShown.mjs';
import { detailsShown } from './detailsShown.mjs';
import { explain } from './explain.mjs';
import { issue } from './issue.mjs';
import { listFacts } from './listFacts.mjs';
import { mount } from './mount.mjs';
import { openPkcs12 } from './openPkcs12.mjs';
import { packageSize } from './packageSize.mjs';
import { preflight } from './preflight.mjs';
import { probe } from './probe.mjs';
import { rules } from './rules.mjs';
import { scan } from './scan.mjs';
import { typing } from './typing.mjs';
import { workspace } from './workspace.mjs';

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} against Empty where a size is the measure.
 * @property {string} measured
 * @property {string} limit
 * @property {boolean} ok
 * @property {string} [detail] The times behind a ratio.
 *
 * @typedef {object} Section
 * @property {string} id
 * @property {() => Promise<readonly Row[]>} measure
 */

/** @type {readonly Section[]} */
const sections = [
	...[
		listFacts,
		scan,
		rules,
		explain,
		typing,
		activationCode,
		activateCall,
		issue,
		mount,
		packageSize,
	],
	...[openPkcs12, workspace, bundleShown, detailsShown, preflight, probe],
];

/**
 * @param {readonly string[]} wanted Ids; none: all.
 * @returns {Promise<number>} The exit code: 1 when something is over its limit or could not be measured.
 */
export async function bench(wanted) {
	const ids = sections.map(({ id }) => id);
	const unknown = wanted.filter((id) => !ids.includes(id));
	if (unknown.length > 0)
		throw new Error(`No section ${unknown.join(', ')}. There are: ${ids.join(', ')}`);
	/** @type {Row[]} */
	const rows = [];
	for (const { id, measure } of sections.filter(
		(s) => wanted.length === 0 || wanted.includes(s.id),
	)) {
		process.stderr.write(`measuring ${id} …\n`);
		rows.push(...(await measure().catch((error) => [failed(id, error)])));
	}
	process.stdout.write(`${machine()}\n\n${table(rows)}\n`);
	return rows.every(({ ok }) => ok) ? 0 : 1;
}

/**
 * @param {string} id
 * @param {unknown} error
 * @returns {Row}
 */
function failed(id, error) {
	const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
	process.stderr.write(`${detail}\n`);
	return { what: id, against: '', measured: 'not measured', limit: '', ok: false };
}

function machine() {
	const [cpu] = cpus();
	const name = cpu?.model.trim() || arch();
	return `${platform()} ${release()}, ${cpus().length} × ${name}, Node ${process.versions.node}`;
}

/**
 * @param {readonly Row[]} rows
 * @returns {string} A Markdown table, as the README has it.
 */
function table(rows) {
	const head = ['What', 'Against', 'Measured', 'At most', '', 'Times'];
	const cells = rows.map((row) => [
		row.what,
		row.against,
		row.measured,
		row.limit,
		row.ok ? 'ok' : 'OVER',
		row.detail ?? '',
	]);
	const widths = head.map((title, column) =>
		Math.max(3, title.length, ...cells.map((row) => row[column]?.length ?? 0)),
	);
	const line = (/** @type {readonly string[]} */ row) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
	return [line(head), rule, ...cells.map(line)].join('\n');
}
