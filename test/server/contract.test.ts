import { vault } from '../../src/core/backends/vault/definition.js';
import { describeContract, type World } from '../support/contract.js';
import { setUpCa, startTestServer } from '../support/openbao.js';

const issueOnly = `
path "pki/issue/web" { capabilities = ["update"] }
path "pki/sign/web" { capabilities = ["update"] }
path "pki/roles/web" { capabilities = ["read"] }
`;

async function start(): Promise<World> {
	const server = await startTestServer();
	await setUpCa(server);
	const tokens = {
		issuer: await server.tokenFor(issueOnly),
		nobody: await server.tokenFor('path "nothing" { capabilities = ["read"] }'),
	};
	const clients = {
		root: await server.connect(),
		issuer: await server.connect(tokens.issuer),
		nobody: await server.connect(tokens.nobody),
	};
	let names = 0;
	return {
		...clients,
		product: 'OpenBao',
		mount: 'pki',
		role: 'web',
		newName: () => `contract-${++names}.api.test`,
		refusedName: 'api.elsewhere.example',
		newestFirst: false,
		secrets: () => Object.values(tokens),
		async stop() {
			for (const client of Object.values(clients)) client.dispose();
			await server.stop();
		},
	};
}

describeContract({ name: 'OpenBao', definition: vault, start });
