import { statSync } from 'node:fs';
import { makePackage } from '../lib/vsix.mjs';
import { sizeRow } from './measure.mjs';

/** @type {import('./table.mjs').Section} */
export const packageSize = {
	id: 'package-size',
	measure: async () => [
		sizeRow(statSync(await makePackage()).size, { what: '`.vsix`', limit: 1_500_000 }),
	],
};
