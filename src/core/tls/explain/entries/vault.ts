/** What Vault and OpenBao answer to a sign-in with a certificate. */
import type { Entry } from '../entry.js';

export const vault = [
	{
		id: 'vaultTlsRequired',
		side: 'either',
		saidBy: 'peer',
		actions: ['probe'],
		texts: ['tls connection required'],
	},
	{
		id: 'vaultNoCertificate',
		side: 'client',
		saidBy: 'peer',
		actions: ['probe', 'issueClientAuth', 'checkFiles'],
		texts: ['client certificate must be supplied', 'no client certificate found'],
	},
	{
		id: 'vaultNoRoleForCertificate',
		side: 'either',
		saidBy: 'peer',
		actions: ['decode', 'issueClientAuth'],
		texts: ['invalid certificate or no client certificate supplied'],
	},
	{
		id: 'vaultConstraints',
		side: 'either',
		saidBy: 'peer',
		actions: ['decode', 'issueClientAuth'],
		texts: ['no chain matching all constraints could be found for this login certificate'],
	},
	{
		id: 'vaultRenewalIdentity',
		side: 'client',
		saidBy: 'peer',
		actions: ['decode'],
		texts: ['client identity during renewal not matching client identity used during login'],
	},
] as const satisfies readonly Entry[];
