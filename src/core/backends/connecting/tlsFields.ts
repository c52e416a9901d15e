/** What a TLS server may ask of a connection; the ids are those of `TlsSettings`. */
import type { ConnectionField } from '../contract/definition.js';

export const tlsFields: readonly ConnectionField[] = [
	{ id: 'caFile', label: 'CA file', kind: 'file' },
	{ id: 'clientCertificateFile', label: 'Client certificate file', kind: 'file' },
	{ id: 'clientKeyFile', label: 'Client key file', kind: 'file' },
	{ id: 'serverName', label: 'Server name', kind: 'text' },
];
