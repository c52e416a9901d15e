import { shellQuote } from '../../../common/shellQuote.js';
import { defineTarget, pathOf, when, type SnippetInput } from '../../target.js';
import { command } from '../shell/command.js';
import { keyStorePath, trustStorePath } from './stores.js';

/** Key store and trust store by JVM properties. `keytool` imports no private key, hence OpenSSL; the JVM verifies the URL's host. */
export const javaPkcs12 = defineTarget({
	id: 'java-pkcs12',
	label: 'Java key store (PKCS #12)',
	family: 'Java',
	languageId: 'shellscript',
	sides: ['client'],
	unsupported: ['inline', 'serverName'],
	needs: 'pkcs12',
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		[
			`# ${input.passphraseVariable} holds the password of both stores${input.keyEncrypted ? ', and of the key' : ''}.`,
			conversion(input),
			...when(input.ca, (file) => trust(input, pathOf(file))),
			command('java', [
				...store('keyStore', keyStorePath(input), input),
				...(input.ca ? store('trustStore', trustStorePath(input), input) : []),
				`-Djdk.tls.client.protocols=${input.minVersion === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.3,TLSv1.2'}`,
				'-jar app.jar',
			]),
		].join('\n'),
});

function conversion(input: SnippetInput): string {
	const { certificate, key, keyEncrypted, passphraseVariable } = input;
	return command('openssl pkcs12 -export', [
		`-in ${shellQuote(pathOf(certificate))}`,
		...when(key, (file) => `-inkey ${shellQuote(pathOf(file))}`),
		...(keyEncrypted ? [`-passin env:${passphraseVariable}`] : []),
		`-name client -out ${shellQuote(keyStorePath(input))} -passout env:${passphraseVariable}`,
	]).trimEnd();
}

function trust(input: SnippetInput, file: string): string {
	return `# The first certificate of the file only; import others under an alias of their own.\n${command(
		'keytool -importcert -noprompt -alias ca',
		[
			`-file ${shellQuote(file)}`,
			`-keystore ${shellQuote(trustStorePath(input))} -storetype PKCS12`,
			`-storepass:env ${input.passphraseVariable}`,
		],
	).trimEnd()}`;
}

function store(name: string, path: string, { passphraseVariable }: SnippetInput): string[] {
	return [
		`-Djavax.net.ssl.${name}=${shellQuote(path)}`,
		`-Djavax.net.ssl.${name}Type=PKCS12`,
		`-Djavax.net.ssl.${name}Password="$${passphraseVariable}"`,
	];
}
