import assert from 'node:assert/strict';
import { distinctNames } from '../../../../src/core/common/distinctNames.js';
import { objectNames } from '../../../../src/core/copyAs/forms/kubernetesSecret.js';
import { distinctFileNames } from '../../../../src/core/layouts/fileNames.js';
import { countedWork } from '../../../support/countedWork.js';

describe('names of which each is there once', () => {
	const numbered = (name: string, number: number) => `${name} (${number})`;

	it('are numbered where they are taken, whatever their case', () => {
		assert.deepEqual(distinctNames(['a', 'A', 'a (2)', 'b', 'a', 'a (2)'], numbered), [
			...['a', 'A (2)', 'a (2) (2)', 'b', 'a (3)', 'a (2) (3)'],
		]);
	});

	const length = 60;
	const cut = (name: string, number: number) => {
		const end = `-${number}`;
		return name.slice(0, length - end.length) + end;
	};
	const equal = (size: number) => Array.from({ length: size }, () => 'a.test');
	/** The bits of a number are the letters in upper case. */
	const inCases = (size: number) =>
		Array.from({ length: size }, (_, index) =>
			[...index.toString(2).padStart(12, '0')].map((bit) => (bit === '0' ? 'a' : 'A')).join(''),
		);
	/** They differ in their ends alone, and each is there twice. */
	const long = (size: number) =>
		Array.from({ length: size }, (_, index) => String(index >> 1).padStart(length, 'x'));

	for (const [title, [names, form]] of Object.entries({
		'equal names': [equal(1000), numbered],
		'names in many cases': [inCases(1000), numbered],
		'names that are cut': [long(1000), cut],
	} as const)) {
		it(`try each number once for ${title}`, () => {
			let tried = 0;
			const distinct = distinctNames(names, (name, number) => {
				tried += 1;
				return form(name, number);
			});
			assert.equal(new Set(distinct.map((name) => name.toLowerCase())).size, names.length);
			assert.ok(tried <= 2 * names.length, String(tried));
		});
	}

	for (const [title, distinct] of Object.entries({
		files: distinctFileNames,
		'objects in a manifest': objectNames,
	})) {
		it(`take work that grows with the number of ${title}`, async () => {
			const work = (size: number) => countedWork(() => distinct(equal(size)));
			const [one, two] = [await work(500), await work(1000)];
			assert.ok(one > 0 && two <= 2.5 * one, `${one} and ${two}`);
		});
	}
});
