import { isAddress } from '../../../x509/names/hosts.js';
import { addressOf } from '../../address.js';
import { nodeScript, nodeVariants, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import { defineTarget, type SnippetInput } from '../../target.js';

/**
 * `@grpc/grpc-js`: `createSsl` knows no passphrase and no lowest version, so the credentials come from a secure context.
 * The channel, not the context, is told the name.
 */
export const nodeGrpc = defineTarget({
	id: 'node-grpc',
	label: 'Node.js gRPC',
	family: 'Node.js',
	languageId: 'javascript',
	sides: ['client'],
	variants: nodeVariants,
	exampleUrl: 'https://localhost:50051',
	render: (input) =>
		nodeScript(
			input,
			'Mutual TLS with gRPC (npm install @grpc/grpc-js)',
			[
				{ module: 'node:tls', names: ['createSecureContext'] },
				{ module: '@grpc/grpc-js', as: 'grpc' },
			],
			`const context = createSecureContext({
${tlsOptions({ ...input, serverName: undefined }, { indent: 2 })}
});
const credentials = grpc.credentials.createFromSecureContext(context);

// Pass credentials and options to the client that was generated from your .proto file in the same way.
const client = new grpc.Client(${jsString(addressOf(input.url).authority)}, credentials${options(input)});
client.waitForReady(Date.now() + 5000, (error) => {
  client.close();
  if (!error) return console.log('ready');
  console.error(error.message);
  process.exitCode = 1;
});`,
		),
});

/** The name that is sent and verified, where it is not the host's own. */
function options({ url, serverName }: SnippetInput): string {
	const { host } = addressOf(url);
	if (serverName === undefined || (serverName === host && !isAddress(host))) return '';
	return `, {\n  'grpc.ssl_target_name_override': ${jsString(serverName)},\n}`;
}
