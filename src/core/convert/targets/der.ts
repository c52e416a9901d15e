import { publicItems } from '../publicItems.js';
import { carries } from '../verify.js';
import { defineConversion, numbered, type OutputFile } from '../target.js';
import { keyAsDer, keyInFile } from './keys.js';

/** DER holds one object, so each has a file of its own. */
export const der = defineConversion({
	id: 'der',
	render(material, { newPassword }) {
		const open = publicItems(material).map((item, index): OutputFile => ({
			ending: numbered(index, '.der'),
			content: item.der,
			key: 'none',
		}));
		const keys = material.keys.map((key, index): OutputFile => ({
			ending: numbered(index, '.key.der'),
			content: keyAsDer(key, newPassword),
			key: keyInFile(key, newPassword),
		}));
		return Promise.resolve([...open, ...keys]);
	},
	isSame: (files, material, { newPassword }) =>
		carries(files, { items: publicItems(material), keys: material.keys }, newPassword),
});
