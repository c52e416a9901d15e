import { PkiError } from '../../../common/errors.js';
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
	async token(secrets) {
		// Surrounding white space comes with copying.
		const text = (await secrets.get('token'))?.trim();
		if (text === undefined || text === '') return undefined;
		if (/[^\x21-\x7e]/.test(text)) throw new PkiError('unauthorized', { reason: 'badToken' });
		return text;
	},
	async readExpiry(session) {
		const { data } = await session.read('auth/token/lookup-self');
		return isoTime(data?.expire_time);
	},
};
