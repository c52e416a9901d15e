/** What the TLS thread can do, one line a kind. Nothing here may import `vscode`. */
export const jobs = {
	preflight: () => import('../../core/tls/preflight/job.js'),
	echoServer: () => import('../../core/tls/echo/serverJob.js'),
	echoClient: () => import('../../core/tls/echo/clientJob.js'),
	probe: () => import('../../core/tls/probe/job.js'),
	watch: () => import('../../core/tls/watch/job.js'),
};

export type TlsJobs = typeof jobs;
