import assert from 'node:assert/strict';
import { decode } from '../../src/core/decode/decode.js';
import { keptOf } from '../../src/core/decode/kept.js';
import { registerContextKeys } from '../../src/status/contextKeys.js';
import { pemOf } from '../support/certificates.js';
import { eventually } from '../support/editor.js';
import { standInServices } from '../support/standInContext.js';

describe('The context keys', () => {
	const standIn = standInServices();
	const { services } = standIn;
	const keys = new Map<string, boolean>();
	const registered = registerContextKeys(services, (key, value) => keys.set(key, value));
	after(() => {
		registered.dispose();
		standIn.dispose();
	});

	const become = (key: string, value: boolean) =>
		eventually(`${key} ${value}`, () => keys.get(key) === value || undefined);

	it('say what is missing, from the start and after every change', async () => {
		for (const key of ['pki.noServer', 'pki.noSaved', 'pki.noPins']) await become(key, true);
		const fields = { address: 'http://127.0.0.1:9' };
		const added = { backend: 'vault', label: 'Lab', fields, secrets: {} };
		const { id } = await services.connections.add(added);
		for (const key of ['pki.noServer', 'pki.noSaved']) await become(key, false);
		assert.equal(keys.get('pki.noPins'), true);
		await services.connections.update(id, { pins: [{ kind: 'mount', mount: 'pki' }] });
		await become('pki.noPins', false);
		await services.connections.remove(id);
		for (const key of ['pki.noServer', 'pki.noSaved', 'pki.noPins']) await become(key, true);
	});

	it('say whether something was selected to be compared', async () => {
		await become('pki.noSelected', true);
		const [block] = decode(pemOf()).map(keptOf);
		assert.ok(block && !block.error);
		services.compareSelection.select({ title: 'api.crt', block });
		await become('pki.noSelected', false);
	});

	it('follow the environment', async () => {
		await become('pki.noOffered', true);
		process.env['VAULT_ADDR'] = 'http://127.0.0.1:9';
		try {
			const { id } = await services.connections.add({
				...{ backend: 'vault', label: 'Lab', fields: {}, secrets: {} },
			});
			await become('pki.noOffered', false);
			await services.connections.remove(id);
		} finally {
			Reflect.deleteProperty(process.env, 'VAULT_ADDR');
		}
	});
});
