/** Every rule; adding one is one file and one line. Order carries no meaning. */
export { chainOrder } from './chainOrder.js';
export { contradictoryDates } from './contradictoryDates.js';
export { crlCurrency } from './crlCurrency.js';
export { expiry } from './expiry.js';
export { foreignKey } from './foreignKey.js';
export { framing } from './framing.js';
export { issuerKey } from './issuerKey.js';
export { keyBeside } from './keyBeside.js';
export { pathChain } from './pathChain.js';
export { pathExpiry } from './pathExpiry.js';
export { pathHost } from './pathHost.js';
export { pathKind } from './pathKind.js';
export { pathMissing } from './pathMissing.js';
export { pathPair } from './pathPair.js';
export { unreadable } from './unreadable.js';
