/** The script of a report: draws what the extension sends, and sends back which button was pressed. */
import {
	cellText,
	type FromReportPage,
	type Report,
	type ReportAction,
	type ReportCell,
	type ReportItem,
	type ReportRow,
	type ReportSection,
	type ReportSign,
	type ReportTable,
	type ToReportPage,
} from '../ui/report/report.js';
import { collapsible } from './details/collapsible.js';
import { pushButton } from './details/controls.js';
import { element, icon, icons } from './details/dom.js';
import { loadElements } from './details/loadElements.js';

declare function acquireVsCodeApi(): {
	postMessage(message: FromReportPage): void;
	getState():
		{ readonly closed?: readonly string[]; readonly opened?: readonly string[] } | undefined;
	setState(state: { readonly closed: readonly string[]; readonly opened: readonly string[] }): void;
};

const host = acquireVsCodeApi();
const root = document.getElementById('details');
const announcement = document.getElementById('announcement');
/** Sections that are not as the report has them. */
const closed = new Set(host.getState()?.closed);
const opened = new Set(host.getState()?.opened);

function show(report: Report): void {
	if (!root) return;
	const focused = document.activeElement?.getAttribute('data-key') ?? '';
	document.documentElement.lang = report.language;
	document.title = report.title;
	root.replaceChildren(...head(report), rowList(report.facts), ...report.sections.map(section));
	root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function head({ kind, title, verdict, actions, actionsLabel }: Report): readonly Node[] {
	return [
		element(
			'header',
			{},
			element('p', { class: 'kind' }, kind),
			element('h1', {}, title),
			element('p', { class: 'verdict' }, seal(verdict.sign), element('strong', {}, verdict.words)),
			verdict.note === undefined ? undefined : element('p', { class: 'note checks' }, verdict.note),
		),
		actionBar(actions, actionsLabel, ''),
	];
}

function seal(sign: ReportSign): HTMLElement {
	return element('span', { class: `seal ${sign}` }, icon(...icons[sign]));
}

function actionBar(actions: readonly ReportAction[], label: string, place: string): HTMLElement {
	return element(
		'div',
		{ class: 'actions', role: 'group', 'aria-label': label },
		...actions.map(({ id, label: words, primary = false }) =>
			pushButton(
				`action-${place}${id}`,
				{ primary, className: `action${primary ? ' primary' : ''}` },
				() => host.postMessage({ type: 'action', id }),
				words,
			),
		),
	);
}

function rowList(rows: readonly ReportRow[]): HTMLElement {
	const list = element('dl', { class: 'rows' });
	for (const { label, value, note, mono } of rows) {
		const behind =
			note === undefined ? undefined : element('span', { class: 'note' }, ` · ${note}`);
		list.append(
			element('dt', {}, label),
			element(
				'dd',
				{ class: mono === true ? 'mono' : 'plain' },
				element('span', { class: 'value' }, value, behind),
			),
		);
	}
	return list;
}

function section(view: ReportSection): HTMLElement {
	const { id, title, rows, items, table, steps, output, note } = view;
	const isOpen = view.open ? !closed.has(id) : opened.has(id);
	return collapsible(
		{ id, title, isOpen, onToggle: (open) => remember(view, open) },
		...(items ?? []).map((item, index) => problem(item, `${id}-${index}-`)),
		rows && rows.length > 0 ? rowList(rows) : undefined,
		table && tableOf(table),
		steps && element('ol', { class: 'steps' }, ...steps.map((step) => element('li', {}, step))),
		output === undefined ? undefined : outputOf(output, title),
		note === undefined ? undefined : element('p', { class: 'note' }, note),
	);
}

function remember({ id, open: isOpenAtFirst }: ReportSection, open: boolean): void {
	const different = isOpenAtFirst ? closed : opened;
	if (open === isOpenAtFirst) different.delete(id);
	else different.add(id);
	host.setState({ closed: [...closed], opened: [...opened] });
}

function problem({ sign, text, steps, code, actions }: ReportItem, place: string): HTMLElement {
	return element(
		'article',
		{ class: 'explained' },
		element(
			'div',
			{ class: 'certificate' },
			seal(sign),
			element(
				'div',
				{},
				element('p', {}, text, ' ', code === '' ? undefined : element('code', {}, code)),
				steps.length === 0
					? undefined
					: element('ul', {}, ...steps.map((step) => element('li', {}, step))),
				actions.length === 0 ? undefined : actionBar(actions, text, place),
			),
		),
	);
}

/** Lines of a program are not broken: they are scrolled. */
function outputOf(text: string, title: string): HTMLElement {
	return element('pre', { tabindex: '0', role: 'group', 'aria-label': title }, text);
}

function tableOf({ caption, isTitled, columns, rows }: ReportTable): HTMLElement {
	return element(
		'div',
		{ class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption },
		element(
			'table',
			{},
			element('caption', { class: isTitled === true ? 'unseen' : undefined }, caption),
			element('thead', {}, element('tr', {}, ...columns.map(headOf))),
			element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cellOf)))),
		),
	);
}

/** Characters of what is read in one piece: a version, a time, a number. */
const oneLine = 12;

function headOf(text: string): HTMLElement {
	const className = text.length <= oneLine ? 'short' : undefined;
	return element('th', { scope: 'col', class: className }, text);
}

function cellOf(cell: ReportCell): HTMLElement {
	const text = cellText(cell);
	const sign = typeof cell === 'string' ? undefined : cell.sign;
	const isUnbroken = text.length > 40 && !text.includes(' ');
	const classes = [sign && 'signed', text.length <= oneLine && 'short', isUnbroken && 'unbroken'];
	const className = ['cell', ...classes.filter(Boolean)].join(' ');
	return element('td', { class: className }, sign && seal(sign), text);
}

window.addEventListener('message', (event: MessageEvent<ToReportPage>) => {
	if (event.data.type === 'report') show(event.data.report);
	else if (announcement) announcement.textContent = event.data.text;
});

loadElements();
host.postMessage({ type: 'ready' });
