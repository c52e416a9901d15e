/** Every rule; adding one is one file and one line. Order carries no meaning. */
export { contradictoryDates } from './contradictoryDates.js';
export { crlCurrency } from './crlCurrency.js';
export { expiry } from './expiry.js';
export { framing } from './framing.js';
export { unreadable } from './unreadable.js';
