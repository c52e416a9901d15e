import { listenArguments, nodeScript, tlsOptions } from '../../nodeScript.js';
import type { SnippetInput } from '../../target.js';

/** A server by `createServer` of a module; `listener` is what answers a client. */
export function serverScript(
	input: SnippetInput,
	module: 'node:https' | 'node:tls',
	listener: string,
): string {
	return nodeScript(
		input,
		`Server with mutual TLS, ${module}`,
		[{ module, names: ['createServer'] }],
		`const options = {
${tlsOptions(input, { indent: 2 })}
};

const server = createServer(options, ${listener});
// A refused client sees only that the connection ends.
server.on('tlsClientError', (error) => console.error(error.message));
server.listen(${listenArguments(input)}, () => console.log('listening'));`,
	);
}
