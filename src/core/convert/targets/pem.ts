import { pemOfBlock } from '../../decode/kept.js';
import { pemText } from '../../layouts/pemText.js';
import { defineConversion, numbered, type OutputFile } from '../target.js';
import { publicItems } from '../publicItems.js';
import { carries } from '../verify.js';
import { keyAsPem, keyInFile } from './keys.js';

/** What is public in one file, each private key in a file of its own. */
export const pem = defineConversion({
	id: 'pem',
	render(material, { newPassword }) {
		const blocks = publicItems(material).flatMap((item) => pemOfBlock(item) ?? []);
		const open: readonly OutputFile[] =
			blocks.length === 0 ? [] : [{ ending: '.pem', content: pemText(blocks), key: 'none' }];
		const keys = material.keys.map((key, index): OutputFile => ({
			ending: numbered(index, '.key'),
			content: keyAsPem(key, newPassword),
			key: keyInFile(key, newPassword),
		}));
		return Promise.resolve([...open, ...keys]);
	},
	isSame: (files, material, { newPassword }) =>
		carries(files, { items: publicItems(material), keys: material.keys }, newPassword),
});
