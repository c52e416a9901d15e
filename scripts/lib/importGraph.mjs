/** Which of our sources import which, and the circles among them. A type that is imported ties two files as well. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const importing = /(?:\bfrom|\bimport)\s*\(?\s*'(\.\.?\/[^']+)'/g;

/**
 * @param {string} file Absolute.
 * @returns {readonly string[]} Absolute paths of the TypeScript files that it imports.
 */
export function importsOf(file) {
	return [...readFileSync(file, 'utf8').matchAll(importing)]
		.map(([, specifier = '']) => join(dirname(file), specifier).replace(/\.js$/, '.ts'))
		.filter((path) => existsSync(path));
}

/**
 * @param {readonly string[]} files
 * @returns {Map<string, readonly string[]>} Each file of a circle, with all files of that circle.
 */
export function circlesAmong(files) {
	/** @type {Map<string, { index: number, low: number, open: boolean }>} */
	const seen = new Map();
	/** @type {string[]} */
	const stack = [];
	/** @type {Map<string, readonly string[]>} */
	const circles = new Map();
	const visit = (/** @type {string} */ file) => {
		const state = { index: seen.size, low: seen.size, open: true };
		seen.set(file, state);
		stack.push(file);
		for (const target of importsOf(file)) {
			const known = seen.get(target) ?? visit(target);
			if (known.open) state.low = Math.min(state.low, known.low);
		}
		if (state.low === state.index) {
			const members = stack.splice(stack.indexOf(file));
			for (const member of members) {
				const memberState = seen.get(member);
				if (memberState) memberState.open = false;
				if (members.length > 1) circles.set(member, members);
			}
		}
		return state;
	};
	for (const file of files.map((each) => resolve(each))) if (!seen.has(file)) visit(file);
	return circles;
}
