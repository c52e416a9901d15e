/** The marker by which a later session knows whether secrets were kept. Loaded when secrets are first needed. */
import { createHash, randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

/** In the secret storage, which all profiles of VS Code share; behind it the profile's own id. */
const markerKey = 'pki.marker';
/** In the state, which each profile has for itself. */
const recordKey = 'secretsMarker';

/** What became of the marker of an earlier session; `none`: no secret was written in any. */
export type Marker = 'kept' | 'lost' | 'none';

/** Which marker is the profile's, and what it must be. */
interface MarkerRecord {
	readonly id: string;
	readonly hash: string;
}

type Stores = Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>;

/** @param isLost What became of an earlier one, as it was before. */
export async function writeMarker(
	{ secrets, globalState }: Stores,
	isLost: boolean,
): Promise<void> {
	const isKnown = parseRecord(globalState.get(recordKey)) && !isLost;
	if (isKnown) return;
	const marker = randomBytes(16).toString('hex');
	const record: MarkerRecord = { id: randomBytes(8).toString('hex'), hash: hashOf(marker) };
	await secrets.store(`${markerKey}.${record.id}`, marker);
	await globalState.update(recordKey, record);
}

export async function readMarker({ secrets, globalState }: Stores): Promise<Marker> {
	const stored = globalState.get(recordKey);
	const record = parseRecord(stored);
	if (record) {
		const marker = await secrets.get(`${markerKey}.${record.id}`);
		return marker === undefined || hashOf(marker) !== record.hash ? 'lost' : 'kept';
	}
	// Of version 0.1, whose profiles wrote one over another's marker: only that there is none tells something.
	if (typeof stored !== 'string') return 'none';
	return (await secrets.get(markerKey)) === undefined ? 'lost' : 'kept';
}

function parseRecord(stored: unknown): MarkerRecord | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const { id, hash } = stored as Readonly<Record<string, unknown>>;
	return typeof id === 'string' && typeof hash === 'string' ? { id, hash } : undefined;
}

function hashOf(marker: string): string {
	return createHash('sha256').update(marker).digest('hex');
}
