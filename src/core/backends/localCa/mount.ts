export const label = 'Local CA';

/** The only mount. */
export const mount = 'local';

/** The profile for each usage. */
export const usageRoles = { server: 'server', client: 'client', both: 'both' } as const;
