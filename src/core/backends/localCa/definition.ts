import { defineBackend } from '../contract/backend.js';
import { label, mount, usageRoles } from './mount.js';

/** The built-in certificate authority: no server, keys and certificates on this machine. */
export const localCa = defineBackend({
	id: 'localCa',
	label,
	fields: [],
	can: ['issue', 'sign', 'revoke', 'listRevoked', 'readCrl', 'createAuthority', 'deleteAuthority'],
	builtIn: true,
	singleMount: mount,
	terms: { roles: 'profiles', authorities: 'authorities' },
	testCertificates: { mount, roles: usageRoles },
	rootIsOwn: true,
	async connect(_settings, host) {
		const { LocalCa } = await import('./backend.js');
		return new LocalCa(host);
	},
});
