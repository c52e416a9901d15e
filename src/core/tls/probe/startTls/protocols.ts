/** Protocols in which TLS begins after some words in clear. */
export const startTlsProtocols = ['smtp', 'ldap', 'postgresql', 'mysql'] as const;
export type StartTlsProtocol = (typeof startTlsProtocols)[number];
