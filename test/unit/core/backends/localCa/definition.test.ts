import { localCa } from '../../../../../src/core/backends/localCa/definition.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';
import { describeContract } from '../../../../support/contract.js';

describeContract({
	name: 'Local CA',
	definition: localCa,
	async start() {
		const host: LocalHost = await makeLocalHost();
		const root = await host.connect();
		let names = 0;
		return {
			root,
			product: 'Local CA',
			mount: 'local',
			role: 'server',
			newName: () => `n${++names}.api.test`,
			newestFirst: true,
			secrets: () => host.keyLines(),
			stop: () => host.remove(),
		};
	},
});
