/** What stands on top: the list of blocks, the name, the verdict, the buttons, the validity bar. */
import type {
	BlockListView,
	DetailsView,
	ValidityView,
	VerdictView,
} from '../../details/protocol.js';
import { BlockList, type BlockListHandlers } from './blockList.js';
import { pushButton } from './controls.js';
import { element, icon, icons } from './dom.js';
import { framed, type ListHandlers } from './lists.js';

export interface HeadHandlers extends ListHandlers, BlockListHandlers {
	readonly action: (id: string) => void;
}

export function head(view: DetailsView, handlers: HeadHandlers): readonly Node[] {
	const nodes: Node[] = [];
	if (view.notice !== undefined) nodes.push(element('p', { class: 'warning notice' }, view.notice));
	if (view.blockList) nodes.push(blockList(view, view.blockList, handlers));
	nodes.push(
		element(
			'header',
			{},
			element('p', { class: 'kind' }, kindLine(view)),
			element('h1', {}, view.name),
			view.verdict ? verdictLine(view.verdict) : undefined,
			view.verdict?.checks === undefined
				? undefined
				: element('p', { class: 'note checks' }, view.verdict.checks),
		),
		actionBar(view, handlers),
	);
	if (view.validity) nodes.push(validityBar(view.validity, view));
	return nodes;
}

/** The list of blocks names the file already, and so does the heading of one that is not read. */
function kindLine({ kind, origin, name, blockList: shown }: DetailsView): string {
	return shown || origin === name ? kind : `${kind} · ${origin}`;
}

/** The list that is shown: a redraw with the same rows keeps it, with what has been scrolled to. */
let list: BlockList | undefined;

export function blockListShown(): BlockList | undefined {
	return list;
}

function blockList(view: DetailsView, shown: BlockListView, handlers: HeadHandlers): HTMLElement {
	if (list?.version !== shown.version) list = new BlockList(shown, view.labels.blocks, handlers);
	list.update(shown, view.selected);
	return element(
		'nav',
		{ 'aria-label': view.labels.blocks },
		element('p', { class: 'kind' }, view.labels.blocks),
		...framed(shown, list.element, handlers),
	);
}

function verdictLine(verdict: VerdictView): HTMLElement {
	return element(
		'p',
		{ class: 'verdict' },
		element('span', { class: `seal ${verdict.verdict}` }, icon(...icons[verdict.verdict])),
		element('strong', {}, verdict.words),
		verdict.exact === '' ? undefined : element('span', { class: 'note' }, ` (${verdict.exact})`),
	);
}

function actionBar(view: DetailsView, handlers: HeadHandlers): HTMLElement {
	const buttons = view.actions.map(({ id, label, primary, apart }) =>
		pushButton(
			`action-${id}`,
			{ primary, className: `action${primary ? ' primary' : ''}${apart ? ' apart' : ''}` },
			() => handlers.action(id),
			label,
		),
	);
	return element(
		'div',
		{ class: 'actions', role: 'group', 'aria-label': view.labels.actions },
		...buttons,
	);
}

function validityBar(validity: ValidityView, view: DetailsView): HTMLElement {
	const passed = element('span', { class: `passed ${view.verdict?.verdict ?? 'unknown'}` });
	const track = element('span', { class: 'track' }, passed);
	const percent = `${String(validity.share * 100)}%`;
	// Set through the object model: the content security policy forbids style attributes.
	passed.style.inlineSize = percent;
	if (validity.inside) {
		const marker = element('span', { class: 'marker' });
		const today = element('span', { class: 'today' }, view.labels.today);
		marker.style.insetInlineStart = percent;
		today.style.insetInlineStart = percent;
		// Never beyond the ends of the bar.
		today.style.translate = `${String(-validity.share * 100)}% 0`;
		track.append(marker, today);
	}
	return element(
		'div',
		{ class: 'validity', role: 'img', 'aria-label': validity.description },
		element('span', { class: 'date' }, validity.from),
		track,
		element('span', { class: 'date' }, validity.to),
	);
}
