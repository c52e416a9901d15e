/**
 * The registry: every export is a backend definition. The implementations behind them are loaded by `connect`.
 */
export { localCa } from './localCa/definition.js';
export { scaivault } from './scaivault/definition.js';
export { vault } from './vault/definition.js';
