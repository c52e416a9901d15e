/**
 * What a Node says of client certificates: run by each Node as `server.mjs CERT KEY CA` (paths). Prints its port, lets
 * in whoever has a certificate that it accepts, and ends with its standard input.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [cert = '', key = '', ca = ''] = process.argv.slice(2);
const server = createServer(
	{
		cert: readFileSync(cert),
		key: readFileSync(key),
		ca: readFileSync(ca),
		requestCert: true,
		rejectUnauthorized: true,
	},
	(_request, response) => response.end('let in'),
);
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
process.stdin.resume().once('end', () => process.exit());
