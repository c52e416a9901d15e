import { shellQuote } from '../../../common/shellQuote.js';
import { isAddress } from '../../../x509/names/hosts.js';
import { addressOf } from '../../address.js';
import { defineTarget, pathOf, when, type SnippetInput } from '../../target.js';
import { command } from './command.js';

/** curl (https://curl.se/docs/manpage.html): verifies the URL's host, so another name takes its place there. */
export const curl = defineTarget({
	id: 'curl',
	label: 'curl',
	family: 'Command line',
	languageId: 'shellscript',
	sides: ['client'],
	unsupported: ['inline'],
	exampleUrl: 'https://localhost:8443',
	render: (input) => {
		const { url, certificate, key, ca, keyEncrypted, passphraseVariable, minVersion } = input;
		return command('curl', [
			`--cert ${shellQuote(curlFile(pathOf(certificate)))}`,
			...when(key, (file) => `--key ${shellQuote(pathOf(file))}`),
			...(keyEncrypted ? [`--pass "$${passphraseVariable}"`] : []),
			...when(ca, (file) => `--cacert ${shellQuote(pathOf(file))}`),
			minVersion === 'TLSv1.3' ? '--tlsv1.3' : '--tlsv1.2',
			...addressed(input, new URL(url)),
		]);
	},
});

/** A colon begins the passphrase, and a backslash escapes it. */
function curlFile(path: string): string {
	return path.replace(/[\\:]/g, '\\$&');
}

/** `--connect-to` keeps the name in SNI and in the check, and the address that it is reached by. */
function addressed({ url, serverName }: SnippetInput, asked: URL): readonly string[] {
	const { host, port, authority } = addressOf(url);
	if (serverName === undefined || (serverName === host && !isAddress(host))) {
		return [shellQuote(url)];
	}
	asked.hostname = serverName;
	return [`--connect-to ${serverName}:${port}:${authority}`, shellQuote(asked.href)];
}
