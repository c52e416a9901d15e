/**
 * `@peculiar/x509`, which writes certificates, requests and revocation lists, with Node's own cryptography behind it.
 * Loaded by what writes, never by what reads.
 */
// The library's dependency injection needs this before anything else of it is loaded.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

// Node's own, typed alike with and without the DOM.
x509.cryptoProvider.set(globalThis.crypto);

export { x509 };
