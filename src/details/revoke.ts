/** Revoking what a file holds, and what the page says of it then. */
import type { MountPlace } from '../services/ports/places.js';
import type { Services } from '../services/services.js';
import { unknownTime } from '../ui/words/revokedAt.js';
import { revocationOf } from './source.js';
import type { Revocation } from './page/subject.js';

/** Runs the command that revokes; answers what became of the certificate, undefined where it is not revoked. */
export async function revoke(
	services: Services,
	serialNumber: string,
	command: () => Thenable<unknown>,
): Promise<Revocation | undefined> {
	// The command asks which server; where it revoked is told by what it changed.
	const places: MountPlace[] = [];
	const listening = services.changes.onDidChange(({ connection, mount, part }) => {
		if (connection === undefined || mount === undefined || part !== 'certificates') return;
		places.push({ connection, mount });
	});
	try {
		if (!isRevoked(await command())) return undefined;
	} finally {
		listening.dispose();
	}
	const place = places.at(-1);
	const known = place && (await revocationOf(services, { ...place, serialNumber }));
	return known ?? { at: unknownTime };
}

function isRevoked(result: unknown): boolean {
	return (
		typeof result === 'object' && result !== null && 'revoked' in result && result.revoked === true
	);
}
