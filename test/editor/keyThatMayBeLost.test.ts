import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { firstQuestion } from '../../src/commands/issue/forms/testCertificateForm.js';
import { type NewCa, newCaQuestion } from '../../src/commands/localCa/newCaQuestion.js';
import { forgetfulSentence } from '../../src/ui/words/connections/secretWords.js';
import { eventually } from '../support/editor.js';

const standard = { names: ['a.test'], usage: 'both', days: 30, keyType: 'P-256' } as const;

describe('a key that may be lost', () => {
	const titles = (wish: NewCa) => {
		const { keep, actions } = newCaQuestion(wish);
		return [...(keep === undefined ? [] : [keep]), ...actions.map(({ title }) => title)];
	};

	it('is spoken of before the first CA is made, and may be kept in a file instead', async () => {
		const silent = firstQuestion('Title', standard, false);
		assert.ok(!silent.prompt.includes(forgetfulSentence()));
		const question = firstQuestion('Title', standard, true);
		assert.ok(question.prompt.includes(forgetfulSentence()));
		assert.equal(question.items.length, silent.items.length + 1);
		const answered = question.items.at(-1)?.act();
		assert.ok(answered);
		let wish: Awaited<typeof answered> | undefined;
		void answered.then((value) => (wish = value));
		const { keysIn, folder } = await eventually('the folder', () => {
			void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return wish;
		});
		assert.equal(keysIn, 'file');
		assert.match(folder, /certs$/);
	});

	it('makes the file the better answer where a CA is made', () => {
		const safe = titles({ why: 'first', isForgetful: false });
		const doubtful = newCaQuestion({ why: 'first', isForgetful: true });
		assert.ok(doubtful.detail.includes(forgetfulSentence()));
		assert.deepEqual(titles({ why: 'first', isForgetful: true }), safe.toReversed());
		assert.equal(newCaQuestion({ why: 'lost', isForgetful: false }).actions[0]?.place, 'file');
	});

	it('is never deleted by the button that has the focus, the first one', () => {
		const existing = { name: 'Lab Root', signsItself: true };
		const wish: NewCa = { why: 'replaced', isForgetful: false };
		for (const question of [wish, { ...wish, existing }, { ...wish, isForgetful: true }]) {
			assert.equal(titles(question)[0], 'Keep Current CA');
			assert.match(newCaQuestion(question).detail, /will be deleted/);
		}
		assert.match(
			newCaQuestion({ why: 'first', isForgetful: false, existing }).question,
			/Lab Root/,
		);
	});
});
