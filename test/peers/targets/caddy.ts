import { execFileSync } from 'node:child_process';
import { findProgram } from '../../../scripts/lib/programs.mjs';

/** The variant for the Caddy that is installed: version 2.8 renamed what names a CA. */
export function caddyVariant(): 'current' | 'older' {
	const caddy = findProgram('caddy');
	const version = caddy === undefined ? '' : execFileSync(caddy, ['version'], { encoding: 'utf8' });
	const minor = /^v?2\.(\d+)\./.exec(version)?.[1];
	return Number(minor ?? 0) >= 8 ? 'current' : 'older';
}
