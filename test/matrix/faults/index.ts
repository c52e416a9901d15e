/** Every row of the matrix. A fault is a scene in one of these files; the data file is then made anew. */
import { makePki, type Faults, type Pki } from '../scene.js';
import { authorityFaults } from './authorities.js';
import { clientFaults } from './client.js';
import { makeKeys } from './keys.js';
import { privateKeyFaults } from './privateKeys.js';
import { serverFaults } from './server.js';
import { textFaults } from './text.js';

export function makeFaults(): { readonly pki: Pki; readonly faults: Faults } {
	const pki = makePki();
	const keys = makeKeys();
	const faults = {
		...clientFaults(pki, keys),
		...privateKeyFaults(pki),
		...textFaults(pki),
		...authorityFaults(pki, keys),
		...serverFaults(pki, keys),
	};
	return { pki, faults };
}
