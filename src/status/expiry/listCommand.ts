import type { ExpirySource } from './expirySource.js';

/** What lists all that is counted: the view of the workspace's certificates, before it was read the list of findings. */
export function listCommand({ scope }: Pick<ExpirySource, 'scope'>): string {
	return scope === 'checked' ? 'pki.showFindings' : 'pki.workspaceCertificates.focus';
}
