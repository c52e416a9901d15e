/** The ways to sign in, the usual one first: a new one is a file beside this one and its name here. */
import { signInSetting } from '../../contract/backend.js';
import type { AuthMethod } from './method.js';
import { token } from './token.js';

export const authMethods: readonly [AuthMethod, ...AuthMethod[]] = [token];

/** The one that a connection's settings name, else the usual one. */
export function authMethodOf(fields: Readonly<Record<string, string>>): AuthMethod {
	return authMethods.find(({ id }) => id === fields[signInSetting]) ?? authMethods[0];
}
