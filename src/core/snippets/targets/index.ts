/** The registry: every export is a target. */
export { nodeHttps } from './nodeHttps.js';
export { nodeTls } from './nodeTls.js';
export { nodeUndici } from './nodeUndici.js';
export { nodeVault } from './nodeVault.js';
export { openclaw } from './openclaw.js';
