import { storedToken } from '../../connecting/storedToken.js';
import { isoTime } from '../../answers/isoTime.js';
import type { AuthMethod } from './method.js';

/** A token that the user has; nothing is renewed. */
export const token: AuthMethod = {
	id: 'token',
	label: 'Token',
	fields: [
		{
			id: 'token',
			label: 'Token',
			kind: 'secret',
			description: 'Kept in the secret storage of this machine.',
			mends: ['unauthorized'],
		},
	],
	token: (secrets) => storedToken(secrets),
	async readExpiry(session) {
		const { data } = await session.read('auth/token/lookup-self');
		return isoTime(data?.expire_time);
	},
};
