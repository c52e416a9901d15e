/** Every group of checks of a client configuration, in the order in which equally grave warnings are told. */
import { authorityRule } from './authority.js';
import { certificateRule } from './certificate.js';
import { keyRule } from './key.js';
import { serverRule } from './server.js';

export const configRules = [certificateRule, keyRule, authorityRule, serverRule];
