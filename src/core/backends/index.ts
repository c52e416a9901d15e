/**
 * The registry: every export is a backend definition. The implementations behind them are loaded by `connect`.
 */
export { localCa } from './localCa.js';
export { vault } from './vault.js';
