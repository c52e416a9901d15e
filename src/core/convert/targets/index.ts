/** The registry: every export is a target of conversion. */
export { der } from './der.js';
export { jwk, jwks } from './jwk.js';
export { pem } from './pem.js';
export { pkcs12 } from './pkcs12.js';
export { pkcs7 } from './pkcs7.js';
