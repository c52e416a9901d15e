import { shellQuote } from '../../../common/shellQuote.js';
import { addressOf } from '../../address.js';
import { defineTarget, pathOf, when, type SnippetInput } from '../../target.js';
import { command } from './command.js';

/**
 * `openssl s_client` (https://docs.openssl.org/master/man1/openssl-s_client/): `-cert` takes the leaf alone, so the same
 * file goes to `-cert_chain` too. Without `-verify_return_error` and a name it would verify nothing.
 */
export const opensslClient = defineTarget({
	id: 'openssl-s-client',
	label: 'openssl s_client',
	family: 'Command line',
	languageId: 'shellscript',
	sides: ['client'],
	unsupported: ['inline'],
	exampleUrl: 'https://localhost:8443',
	render: (input) => {
		const { certificate, key, ca, keyEncrypted, passphraseVariable, minVersion } = input;
		const { authority, path } = addressOf(input.url);
		const request = `GET ${path} HTTP/1.1\\r\\nHost: ${new URL(input.url).host}\\r\\nConnection: close\\r\\n\\r\\n`;
		const certificateFile = shellQuote(pathOf(certificate));
		// Under TLS 1.3 a refusal comes after the handshake: a request is sent, and the answer waited for.
		return `printf '%b' ${shellQuote(request)} | ${command('openssl s_client', [
			`-connect ${authority}`,
			...verified(input),
			`-cert ${certificateFile}`,
			`-cert_chain ${certificateFile}`,
			...when(key, (file) => `-key ${shellQuote(pathOf(file))}`),
			...(keyEncrypted ? [`-pass env:${passphraseVariable}`] : []),
			...when(ca, (file) => `-CAfile ${shellQuote(pathOf(file))}`),
			`-min_protocol ${minVersion}`,
			'-verify_return_error -brief -ign_eof',
		])}`;
	},
});

function verified({ url, serverName }: SnippetInput): readonly string[] {
	return serverName === undefined
		? [`-verify_ip ${addressOf(url).host}`]
		: [`-servername ${serverName}`, `-verify_hostname ${serverName}`];
}
