/** What the TLS thread can do, one line a kind. Nothing here may import `vscode`. */
export const jobs = {
	preflight: () => import('../../core/tls/preflight/job.js'),
};

export type TlsJobs = typeof jobs;
