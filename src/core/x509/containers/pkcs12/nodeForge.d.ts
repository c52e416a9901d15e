/** The parts of node-forge that are used, so that no more of it is bundled. */

declare module 'node-forge/lib/rc2.js' {
	import type { util } from 'node-forge';

	interface DecryptionCipher {
		/** @param iv Of bytes, as Latin-1. */
		start(iv: string, output: null): void;
		update(input: util.ByteStringBuffer): void;
		readonly output: util.ByteStringBuffer;
	}

	const rc2: {
		/** @param key Of bytes, as Latin-1. */
		createDecryptionCipher(key: string, bits: number): DecryptionCipher;
	};
	export default rc2;
}

declare module 'node-forge/lib/util.js' {
	import type { util as all } from 'node-forge';

	const util: Pick<typeof all, 'createBuffer'>;
	export default util;
}
