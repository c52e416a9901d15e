import { otherHalfNames } from '../../../layouts/otherHalfNames.js';
import { clientSeverity } from '../../clientSeverity.js';
import { certificatesIn, privateKeysIn } from '../../contents/fileContents.js';
import { defineWorkspaceRule, headline, type RuleFinding } from '../../rule.js';

/** A private key in OpenSSH's own format with a certificate in its file, or beside it: `web.key` beside `web.crt`. */
export const opensshKey = defineWorkspaceRule({
	id: 'openssh-key',
	async *check(file): AsyncGenerator<RuleFinding<'opensshTlsKey'>> {
		const name = file.path?.split('/').at(-1);
		const [key] = privateKeysIn(file);
		// The keys of ssh have certificates in a format of their own.
		if (name === undefined || key?.facts.format !== 'openssh') return;
		const { block } = key;
		for (const other of [name, ...otherHalfNames(name, true)]) {
			const holder = other === name ? file : await file.beside(other);
			if (!holder || certificatesIn(holder).length === 0) continue;
			// Where a program takes its key from is in neither of them.
			const severity = clientSeverity('key-openssh', false);
			const args = { file: other };
			yield { code: 'opensshTlsKey', severity, ...headline(block), block, args };
			return;
		}
	},
});
