/** Every rule; adding one is one file and one line. Order carries no meaning. */
export { expiry } from './expiry.js';
export { framing } from './framing.js';
export { unreadable } from './unreadable.js';
