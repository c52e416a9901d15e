import { defineBackend } from '../contract/backend.js';

/** The built-in certificate authority: no server, keys and certificates on this machine. */
export const localCa = defineBackend({
	id: 'localCa',
	label: 'Local CA',
	fields: [],
	network: false,
	builtIn: true,
	async connect(_settings, host) {
		const { LocalCa } = await import('./backend.js');
		return new LocalCa(host);
	},
});
