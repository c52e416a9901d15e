/**
 * The contract between the extension and whatever issues certificates. A backend is a `BackendDefinition` (what menus
 * and the wizard need before there is a connection) whose `connect` answers a `Backend`. What a backend cannot do, it
 * does not define; menus and forms follow from that. Serial numbers are lower-case hex without separators, times ISO
 * 8601 in UTC, mounts without a trailing slash. Every method rejects with a `PkiError`.
 *
 * This file is the door: each subject has a file beside it, and none of them imports this one.
 */
export * from './abilities.js';
export type * from './administration.js';
export * from './audit.js';
export type * from './client.js';
export type * from './commandLine.js';
export * from './access.js';
export * from './definition.js';
export type * from './host.js';
export type * from './issuing.js';
export type * from './listing.js';
export type * from './notes.js';
export type * from './ownKeys.js';
export type * from './paging.js';
export type * from './records.js';
export type * from './renewal.js';
export type * from './revoking.js';
export type * from './roles.js';
export type * from './status.js';
export type * from './terminal.js';
