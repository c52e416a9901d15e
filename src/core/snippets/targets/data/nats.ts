import { addressOf } from '../../address.js';
import { nodeScript, nodeVariants } from '../../nodeScript.js';
import { jsString, jsTemplate } from '../../quote.js';
import { natsString } from '../../quoteConfig.js';
import { defineTarget, fileOf, pathOf, when, type Material } from '../../target.js';

const shared = {
	family: 'Databases and messaging',
	exampleUrl: 'https://localhost:4222',
} as const;

/** The server (https://docs.nats.io/running-a-nats-service/configuration/securing_nats/tls). */
export const natsServer = defineTarget({
	...shared,
	id: 'nats-server',
	label: 'NATS server',
	languageId: 'properties',
	sides: ['server'],
	unsupported: ['inline', 'passphrase', 'minVersion'],
	render: ({ url, certificate, key, ca }) =>
		fileOf(
			'# The minimum TLS version (1.2) is built in.',
			`port: ${addressOf(url).port}`,
			'tls {',
			`  cert_file: ${natsString(pathOf(certificate))}`,
			...when(key, (file) => `  key_file: ${natsString(pathOf(file))}`),
			...when(ca, (file) => `  ca_file: ${natsString(pathOf(file))}`),
			'  verify: true',
			'}',
		),
});

/** nats.js: paths or PEM, under names of their own. */
export const nodeNats = defineTarget({
	...shared,
	id: 'node-nats',
	label: 'NATS for Node.js',
	languageId: 'javascript',
	sides: ['client'],
	variants: nodeVariants,
	unsupported: ['passphrase', 'serverName', 'minVersion'],
	render: (input) => {
		const { certificate, key, ca } = input;
		const option = (name: string, material: Material) =>
			material.from === 'file'
				? `    ${name}File: ${jsString(material.path)},`
				: `    ${name}: ${jsTemplate(material.pem)},`;
		return nodeScript(
			{ ...input, ...noFiles },
			'NATS over mutual TLS (npm install @nats-io/transport-node)',
			[{ module: '@nats-io/transport-node', names: ['connect'] }],
			`const options = {
  servers: ${jsString(`tls://${addressOf(input.url).authority}`)},
  // The minimum TLS version (1.2) is built in.
  tls: {
${[option('cert', certificate), ...when(key, (material) => option('key', material)), ...when(ca, (material) => option('ca', material))].join('\n')}
  },
};

async function main() {
  const connection = await connect(options);
  console.log('connected to', connection.getServer());
  await connection.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});`,
		);
	},
});

/** The script reads no file and holds no text of its own: the library is given the paths. */
const noFiles = {
	certificate: { from: 'text', pem: '' },
	key: undefined,
	ca: undefined,
} as const;
