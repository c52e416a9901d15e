/**
 * Shakes hands in a thread of its own: editors patch `tls.connect` of the extension host to trust the system's CAs as well,
 * and a thread's is Node's own. An entry of its own: nothing here may import `vscode`.
 */
import { jobs } from './jobs.js';
import { serveJob } from './serveJob.js';

await serveJob(jobs);
