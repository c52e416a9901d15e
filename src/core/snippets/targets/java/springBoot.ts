import { expressible } from '../../quoteConfig.js';
import { yamlBlock, yamlString } from '../../quote.js';
import { shellQuote } from '../../../common/shellQuote.js';
import { addressOf } from '../../address.js';
import {
	defineTarget,
	fileOf,
	pathOf,
	when,
	type Material,
	type SnippetInput,
} from '../../target.js';
import { keyStorePath, trustStorePath } from './stores.js';

const shared = {
	family: 'Java',
	languageId: 'yaml',
	sides: ['client', 'server'],
	exampleUrl: 'https://localhost:8443',
} as const;

/** An SSL bundle of PEM (https://docs.spring.io/spring-boot/reference/features/ssl.html), Spring Boot 3.1 or newer. */
export const springBoot = defineTarget({
	...shared,
	id: 'spring-boot',
	label: 'Spring Boot bundle, PEM',
	unsupported: ['serverName'],
	render: (input) =>
		bundle(input, 'pem', [
			'          keystore:',
			`            certificate: ${value(input.certificate)}`,
			...when(input.key, (key) => `            private-key: ${value(key)}`),
			...(input.keyEncrypted
				? [`            private-key-password: ${yamlString(`\${${input.passphraseVariable}}`)}`]
				: []),
			...when(input.ca, (ca) => `          truststore:\n            certificate: ${value(ca)}`),
		]),
});

/** The same of key stores. `keytool` makes the trust store. */
export const springBootPkcs12 = defineTarget({
	...shared,
	id: 'spring-boot-pkcs12',
	label: 'Spring Boot bundle, PKCS #12',
	unsupported: ['inline', 'serverName'],
	needs: 'pkcs12',
	render: (input) =>
		bundle(input, 'jks', [
			...store('keystore', keyStorePath(input), input),
			...when(input.ca, (ca) => trustStore(input, pathOf(ca))),
		]),
});

function store(name: string, path: string, { passphraseVariable }: SnippetInput): string[] {
	return [
		`          ${name}:`,
		`            location: ${location(path)}`,
		`            password: ${yamlString(`\${${passphraseVariable}}`)}`,
		'            type: PKCS12',
	];
}

function trustStore(input: SnippetInput, ca: string): string {
	const path = trustStorePath(input);
	const files = `-file ${shellQuote(ca)} -keystore ${shellQuote(path)} -storetype PKCS12`;
	return [
		`          # keytool -importcert -alias ca ${files}`,
		...store('truststore', path, input),
	].join('\n');
}

function bundle(input: SnippetInput, kind: 'pem' | 'jks', lines: readonly string[]): string {
	const { side, minVersion } = input;
	return fileOf(
		'spring:',
		'  ssl:',
		'    bundle:',
		`      ${kind}:`,
		`        ${side}:`,
		...lines,
		'          options:',
		`            enabled-protocols: ${minVersion === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.3,TLSv1.2'}`,
		...(side === 'server'
			? [
					'server:',
					`  port: ${addressOf(input.url).port}`,
					'  ssl:',
					'    bundle: server',
					'    client-auth: need',
				]
			: ['# RestClientSsl.fromBundle("client") gives it to a RestClient for:', `# ${input.url}`]),
	);
}

function value(material: Material): string {
	return material.from === 'text' ? yamlBlock(material.pem, 14) : location(material.path);
}

/** A URL; `\${` would be a placeholder of Spring's. */
function location(path: string): string {
	const drive = /^[a-z]:\\/i.test(path) ? `/${path.replaceAll('\\', '/')}` : path;
	const text = expressible(drive, 'Spring Boot', /\$\{/);
	return yamlString(`file:${encodeURI(text).replace(/[#?]/g, encodeURIComponent)}`);
}
