import assert from 'node:assert/strict';
import { packageReadme } from '../../../scripts/lib/packageReadme.mjs';

describe('the README of the package', () => {
	it('has no pictures and no links to files, and everything else', () => {
		const readme = [
			'# Name\n\n<picture>\n  <source srcset="docs/a.png">\n  <img src="docs/b.png">\n</picture>\n',
			'See [the list](docs/commands.md), [the site](https://example.test/) and [below](#below).\n',
			'![a picture](docs/a.png)\n\nEnd.\n',
		].join('\n');
		assert.equal(
			packageReadme(readme),
			'# Name\n\nSee the list, [the site](https://example.test/) and [below](#below).\n\nEnd.\n',
		);
	});
});
