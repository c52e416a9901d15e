import { addressOf } from '../../address.js';
import { convertedPath } from '../../converted.js';
import { kcatValue, propertiesValue } from '../../quoteConfig.js';
import {
	defineTarget,
	fileOf,
	pathOf,
	when,
	type Material,
	type SnippetInput,
} from '../../target.js';

const shared = {
	family: 'Databases and messaging',
	languageId: 'properties',
	sides: ['client'],
	exampleUrl: 'https://localhost:9093',
} as const;

/** The names of librdkafka (CONFIGURATION.md), which the clients for C, Python, Go, .NET and JavaScript share. */
export const kafkaLibrdkafka = defineTarget({
	...shared,
	id: 'kafka-librdkafka',
	label: 'Kafka, librdkafka clients',
	unsupported: ['inline', 'serverName', 'minVersion'],
	render: (input) =>
		fileOf(
			'# kcat -F client.properties -L',
			'# The minimum TLS version (1.2) is built in.',
			...(input.keyEncrypted
				? [`# With the passphrase: kcat -X "ssl.key.password=$${input.passphraseVariable}"`]
				: []),
			`bootstrap.servers=${addressOf(input.url).authority}`,
			'security.protocol=ssl',
			'ssl.endpoint.identification.algorithm=https',
			`ssl.certificate.location=${kcatValue(pathOf(input.certificate))}`,
			...when(input.key, (file) => `ssl.key.location=${kcatValue(pathOf(file))}`),
			...when(input.ca, (file) => `ssl.ca.location=${kcatValue(pathOf(file))}`),
		),
});

/** The Java clients (KIP-651): PEM stores, by path with the key in the file of the certificate. */
export const kafkaJava = defineTarget({
	...shared,
	id: 'kafka-java',
	label: 'Kafka, Java clients',
	unsupported: ['serverName'],
	needs: 'combinedPem',
	render: (input) =>
		fileOf(
			`bootstrap.servers=${addressOf(input.url).authority}`,
			'security.protocol=SSL',
			`ssl.enabled.protocols=${input.minVersion === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.2,TLSv1.3'}`,
			'ssl.keystore.type=PEM',
			...keyStore(input),
			...passphrase(input),
			...when(input.ca, (ca) => `ssl.truststore.type=PEM\n${trustStore(ca)}`),
		),
});

function keyStore(input: SnippetInput): readonly string[] {
	const { certificate, key, converted } = input;
	if (certificate.from === 'text' && key?.from === 'text') {
		return [
			`ssl.keystore.certificate.chain=${propertiesValue(certificate.pem)}`,
			`ssl.keystore.key=${propertiesValue(key.pem)}`,
		];
	}
	const file =
		converted ??
		(certificate.from === 'file'
			? convertedPath('combinedPem', certificate.path)
			: 'client.combined.pem');
	return [
		'# Certificate, chain and PKCS #8 key in one file.',
		`ssl.keystore.location=${propertiesValue(file)}`,
	];
}

/** A provider of values reads the variable when the client starts (KIP-887, Kafka 3.5). */
function passphrase({ keyEncrypted, passphraseVariable }: SnippetInput): readonly string[] {
	if (!keyEncrypted) return [];
	return [
		'config.providers=env',
		'config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider',
		`ssl.key.password=\${env:${passphraseVariable}}`,
	];
}

function trustStore(ca: Material): string {
	return ca.from === 'text'
		? `ssl.truststore.certificates=${propertiesValue(ca.pem)}`
		: `ssl.truststore.location=${propertiesValue(ca.path)}`;
}
