/** What the page asks for as it is scrolled and opened. */
import assert from 'node:assert/strict';
import { toPem } from '../../../src/core/find/pem.js';
import type { PartView } from '../../../src/details/protocol.js';
import { pemOf } from '../../support/certificates.js';
import { crl, integer, sequence, utcTime } from '../../support/der.js';
import { PanelInTest } from '../../support/detailsPanel.js';

describe('the lists and trees of the details', () => {
	const shown = new PanelInTest();
	const view = () => shown.view;

	/** The names of the rows that the page is sent. */
	async function rowNames(question: object): Promise<unknown> {
		const message = await shown.answer(question);
		if (message?.type !== 'rows') return message;
		const { type, version, from, entries } = message;
		return { type, version, from, names: entries.map(({ name }) => name) };
	}

	function table(): Extract<PartView, { readonly kind: 'table' }> {
		const found = view()
			.sections.flatMap(({ parts }) => parts)
			.find((part) => part.kind === 'table');
		assert.ok(found);
		return found;
	}

	describe('of many blocks', () => {
		const content = Array.from({ length: 144 }, (_, index) =>
			pemOf({ name: `host-${String(index)}.test`, serial: integer(`10${hex(index)}`) }),
		).join('');

		it('filters them by name and number, and keeps the filter when one is chosen', async () => {
			await shown.show({ title: 'many', content });
			const { page } = view();
			assert.equal(view().blockList?.status, '');
			await shown.press({ type: 'filter', list: 'blocks', text: 'HOST-14' });
			assert.deepEqual(
				shown.rows.map(({ index }) => index),
				[14, 140, 141, 142, 143],
			);
			assert.equal(view().blockList?.status, '5 of 144 match');
			await shown.press({ type: 'select', index: 142 });
			assert.deepEqual(
				[view().name, view().selected, shown.rows.length, view().page],
				['host-142.test', 142, 5, page],
			);
			await shown.press({ type: 'filter', list: 'blocks', text: `10:${hex(77)}` });
			assert.deepEqual(
				shown.rows.map(({ name }) => name),
				['host-77.test'],
			);
			await shown.press({ type: 'filter', list: 'blocks', text: 'nobody' });
			assert.deepEqual(shown.rows, []);
			assert.equal(view().blockList?.status, 'Nothing matches the filter.');
			assert.equal(view().name, 'host-142.test');
		});

		it('sends the rows around the one that is shown, and others as they are scrolled to', async () => {
			const all = Array.from({ length: 1200 }, (_, index) => pemOf({ name: `n${String(index)}` }));
			await shown.show({ title: 'more', content: all.join('') });
			const { blockList, page } = view();
			assert.ok(blockList);
			assert.deepEqual([blockList.length, blockList.rows.from], [1200, 0]);
			assert.equal(view().labels.blocks, '1,200 blocks in more');
			assert.equal(shown.rows.length, 100);
			const { version } = blockList;
			assert.deepEqual(await rowNames({ type: 'rows', version, from: 1150 }), {
				...{ type: 'rows', version, from: 1150 },
				names: Array.from({ length: 50 }, (_, index) => `n${String(1150 + index)}`),
			});
			await shown.press({ type: 'select', index: 600 });
			const { rows: next, selectedAt } = view().blockList ?? {};
			assert.deepEqual([next?.from, next?.entries.length, selectedAt], [550, 100, 600]);
			assert.equal(view().page, page);
			await shown.press({ type: 'filter', list: 'blocks', text: 'n11' });
			assert.equal(await rowNames({ type: 'rows', version, from: 100 }), undefined);
			assert.equal(view().blockList?.length, 111);
		});

		it('has no filter above a few', async () => {
			await shown.show({ title: 'few', content: pemOf() + pemOf({ name: 'b.test' }) });
			assert.equal(view().blockList?.filter, undefined);
		});
	});

	it('opens the ASN.1 tree level by level, of the block that is shown', async () => {
		await shown.show({ title: 'api.crt', content: pemOf() });
		const part = view()
			.sections.flatMap(({ parts }) => parts)
			.find(({ kind }) => kind === 'asn1');
		assert.ok(part?.kind === 'asn1');
		const { id } = part;
		const level = async (at: number) => {
			const message = await shown.answer({ type: 'asn1', id, at });
			return message?.type === 'asn1' ? message.level : undefined;
		};
		const whole = await level(-1);
		const [certificate] = whole?.elements ?? [];
		assert.equal(whole?.elements.length, 1);
		assert.ok(certificate);
		assert.deepEqual([certificate.at, certificate.type, certificate.opens], [0, 'SEQUENCE', true]);
		const inside = (await level(0))?.elements ?? [];
		assert.deepEqual(
			inside.map(({ type }) => type),
			['SEQUENCE', 'SEQUENCE', 'BIT STRING'],
		);
		const [oid] = (await level(inside[1]?.at ?? 0))?.elements ?? [];
		assert.match(oid?.value ?? '', /^[a-z][\w-]+ \([\d.]+\)$/);
		assert.equal(await level(oid?.at ?? 0), undefined);
		assert.equal(await shown.answer({ type: 'asn1', id: 'another', at: -1 }), undefined);
	});

	it('reaches every entry of a CRL, and finds them by their numbers', async () => {
		const entries = Array.from({ length: 10_100 }, (_, index) =>
			sequence(integer(`10${hex(index)}`), utcTime('250105000000Z')),
		);
		await shown.show({ title: 'CRL', content: toPem('X509 CRL', crl({ entries })) });
		assert.equal(table().rows.length, 1000);
		assert.equal(table().list?.status, 'The first 1,000 of 10,100');
		await shown.press({ type: 'more', list: 'entries' });
		assert.equal(table().rows.length, 2000);
		const last = `10${hex(10_099)}`;
		await shown.press({ type: 'filter', list: 'entries', text: last.toUpperCase() });
		assert.deepEqual(
			table().rows.map(([serial]) => serial),
			[last.replace(/(..)(?=.)/g, '$1:')],
		);
		assert.equal(table().list?.status, '1 of 10,100 match');
	});
});

function hex(index: number): string {
	return index.toString(16).padStart(4, '0');
}
