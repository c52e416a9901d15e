/** Paths that count in a container, and names that are none. */
import type { Family } from './languages.js';
import type { PathValue } from './value.js';

/** Kubernetes, Docker Compose. */
export function isForContainers(text: string): boolean {
	return (
		(/^kind:\s/m.test(text) && /^apiVersion:\s/m.test(text)) ||
		(/^services:\s/m.test(text) && /^[ \t]+(?:image|build):/m.test(text))
	);
}

/** Absolute paths are the container's, but for what is mounted from this machine. */
export function isInContainer(
	text: string,
	{ raw, end }: PathValue,
	key: string | undefined,
): boolean {
	return /^[/~$]/.test(raw) && text.charAt(end) !== ':' && key !== 'file' && key !== 'source';
}

/** `key: ca.crt` of a Secret or ConfigMap in Kubernetes is the name of an entry. */
export function isReferenceInSecret(
	text: string,
	key: string | undefined,
	{ raw }: PathValue,
	lineStart: number,
	family: Family,
): boolean {
	if (family !== 'yaml' || key !== 'key' || /[/\\]/.test(raw)) return false;
	const above = text.slice(Math.max(0, lineStart - 300), lineStart);
	const line = text.slice(lineStart, lineStart + 300);
	return /^\s*-\s+key:/.test(line) || /(?:KeyRef|items|[Ss]ecretRef|secret|configMap):/.test(above);
}
