/** What the TLS thread can do, one line a kind. Nothing here may import `vscode`. */
export const jobs = {};

export type TlsJobs = typeof jobs;
