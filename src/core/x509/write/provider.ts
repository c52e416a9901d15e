/**
 * `@peculiar/x509`, which writes certificates, requests and revocation lists, with Node's own cryptography behind it.
 * Loaded by what writes, never by what reads.
 */
// The library's dependency injection needs this before anything else of it is loaded.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

export { x509 };
