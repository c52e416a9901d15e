/** Every rule; adding one is one file and one line. Order carries no meaning. */
export { chainOrder } from './chainOrder.js';
export { contradictoryDates } from './contradictoryDates.js';
export { crlCurrency } from './crlCurrency.js';
export { deceptiveNames } from './deceptiveNames.js';
export { derEncoding } from './derEncoding.js';
export { dnsNames } from './dnsNames.js';
export { embeddedLines } from './embeddedLines.js';
export { expiry } from './expiry.js';
export { foreignKey } from './foreignKey.js';
export { framing } from './framing.js';
export { issuerKey } from './issuerKey.js';
export { keyBeside } from './keyBeside.js';
export { pemLayout } from './pemLayout.js';
export { serialNumbers } from './serialNumbers.js';
export { serverNames } from './serverNames.js';
export { structure } from './structure.js';
export { unreadable } from './unreadable.js';
