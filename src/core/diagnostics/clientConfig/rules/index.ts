/** Every group of checks of a configuration, in the order in which equally grave warnings are told. */
import type { Side } from '../warning.js';
import { authorityRule } from './authority.js';
import { certificateRule } from './certificate.js';
import { clientAuthorityRule } from './clientAuthority.js';
import { keyRule } from './key.js';
import { limitsRule } from './limits.js';
import { ownServerRule, serverRule } from './server.js';

export const configRules = {
	client: [certificateRule, keyRule, authorityRule, serverRule, limitsRule],
	server: [ownServerRule, keyRule, clientAuthorityRule, limitsRule],
} satisfies Readonly<Record<Side, unknown>>;
