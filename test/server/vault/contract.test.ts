import { describeContract } from '../../support/contract.js';
import { setUpCa, startTestServer } from '../../support/openbao.js';

const issueOnly = `
path "pki/issue/web" { capabilities = ["update"] }
path "pki/sign/web" { capabilities = ["update"] }
`;

describeContract({
	name: 'Vault',
	async start() {
		const server = await startTestServer();
		await setUpCa(server);
		const tokens = {
			root: server.rootToken,
			issuer: await server.tokenFor(issueOnly),
			nobody: await server.tokenFor('path "nothing/here" { capabilities = ["read"] }'),
		};
		const clients = {
			root: await server.connect(tokens.root),
			issuer: await server.connect(tokens.issuer),
			nobody: await server.connect(tokens.nobody),
		};
		let names = 0;
		return {
			...clients,
			product: /OpenBao|Vault/,
			mount: 'pki',
			role: 'web',
			newName: () => `n${++names}.api.test`,
			refusedName: 'other.test',
			newestFirst: false,
			// The dev server's own token is a word that stands in paths too.
			secrets: () => [tokens.issuer, tokens.nobody],
			async stop() {
				for (const client of Object.values(clients)) client.dispose();
				await server.stop();
			},
		};
	},
});
