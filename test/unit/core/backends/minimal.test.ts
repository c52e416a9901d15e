import { describeContract } from '../../../support/contract.js';
import { makeLocalHost } from '../../../support/localHost.js';
import { makeMinimalBackend } from '../../../support/minimalBackend.js';

const minimal = await makeMinimalBackend();

describeContract({
	name: 'A backend that only lists',
	definition: minimal.definition,
	async start() {
		const { definition, mount, role, add } = minimal;
		const host = await makeLocalHost();
		const settings = { id: 'minimal', label: 'Minimal', fields: {} };
		let names = 0;
		return {
			root: await definition.connect(settings, host),
			product: 'Minimal',
			mount,
			role,
			newName: () => `m${++names}.api.test`,
			put: add,
			newestFirst: false,
			secrets: () => [],
			stop: () => host.remove(),
		};
	},
});
