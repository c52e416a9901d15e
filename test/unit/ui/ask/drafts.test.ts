import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import {
	askOrRecall,
	draftOf,
	type Drafts,
	holdsForm,
	keepDraft,
	withDrafts,
} from '../../../../src/ui/ask/drafts.js';

describe('drafts of forms', () => {
	const title = 'Issue Certificate from “web”';

	/** A form of two steps, with others at work between them. */
	async function form(name: string): Promise<object | undefined> {
		keepDraft(title, { commonName: name });
		await turn();
		const before = draftOf(title);
		keepDraft(title, { commonName: name, ttl: '1h' });
		await turn();
		return before;
	}

	it('are those of their own run, also where two run at once', async () => {
		const [one, two] = [new Map<string, object>(), new Map<string, object>()];
		await Promise.all([
			withDrafts(new Map(), one, () => form('one.test')),
			withDrafts(new Map(), two, () => form('two.test')),
		]);
		assert.deepEqual(one.get(title), { commonName: 'one.test', ttl: '1h' });
		assert.deepEqual(two.get(title), { commonName: 'two.test', ttl: '1h' });
	});

	it('are offered to the run that begins again, and to no other', async () => {
		const restored = new Map([[title, { commonName: 'again.test' }]]);
		const [again, other] = await Promise.all([
			withDrafts(restored, new Map(), () => form('x')),
			withDrafts(new Map(), new Map(), () => form('y')),
		]);
		assert.deepEqual(again, { commonName: 'again.test' });
		assert.equal(other, undefined);
		assert.equal(draftOf(title), undefined);
	});

	it('reach a command that another one runs only through their own', async () => {
		const [outer, inner] = [new Map<string, object>(), new Map<string, object>()];
		await withDrafts(new Map(), outer, async () => {
			await withDrafts(new Map(), inner, () => form('inner.test'));
			return form('outer.test');
		});
		assert.deepEqual(inner.get(title), { commonName: 'inner.test', ttl: '1h' });
		assert.deepEqual(outer.get(title), { commonName: 'outer.test', ttl: '1h' });
	});
});

describe('choices before a form', () => {
	const choose = (answers: object[]) =>
		askOrRecall('pki: Role', ['role'], () => Promise.resolve(answers.shift() ?? {}));

	it('are not asked again, unless the failure speaks of them', async () => {
		const kept = new Map<string, object>();
		const answers = [{ role: 'web' }, { role: 'mail' }];
		const run = (restored: Drafts, fault: readonly string[]) =>
			withDrafts(restored, kept, () => choose(answers), fault);
		assert.deepEqual(await run(new Map(), []), { role: 'web' });
		assert.deepEqual(await run(new Map(kept), ['ttl']), { role: 'web' });
		assert.deepEqual(await run(new Map(kept), ['role']), { role: 'mail' });
		assert.equal(holdsForm(kept), false);
		await withDrafts(new Map(), kept, () => {
			keepDraft('A form', {});
			return Promise.resolve();
		});
		assert.equal(holdsForm(kept), true);
	});
});
