/** What this extension asks for; a server may grant less, and `whoami` says what. */
export const usualScopes = 'pki:issue pki:admin policies:read policies:write audit:read';
