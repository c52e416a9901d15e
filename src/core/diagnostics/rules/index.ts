/** Every rule; adding one is one file and one line. Order carries no meaning. */
export { expiry } from './expiry.js';
export { unreadable } from './unreadable.js';
