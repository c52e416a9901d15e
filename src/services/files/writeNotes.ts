/** Where writes are noted while they last; what writes the notes is loaded when there is one to write or to read. */
import { readdir } from 'node:fs/promises';
import { lazily } from '../../core/common/lazily.js';
import type { StagedFile, WriteJournal, WriteNote, WriteRecovery } from './writeJournal.js';

export interface WriteNotes {
	/** Undefined where no note can be made. */
	begin(files: readonly StagedFile[]): Promise<WriteNote | undefined>;
	/** Points at the journal of a swap (see services/rotate), before there is one. */
	beginSwap(journal: string): Promise<WriteNote | undefined>;
}

let current: WriteNotes | undefined;

/**
 * From now on every write is noted there while it lasts, so that a crash leaves nothing behind that is not known. One
 * place a process: whoever writes files needs to know nothing of it.
 */
export function noteWritesIn(next: WriteNotes): { dispose(): void } {
	current = next;
	return {
		dispose() {
			if (current === next) current = undefined;
		},
	};
}

export function currentNotes(): WriteNotes | undefined {
	return current;
}

/** The journal in a folder. A start at which nothing is left of a write loads nothing. */
export function createWriteNotes(
	folder: string,
	onError: (error: unknown) => void,
): WriteNotes & WriteRecovery {
	const journal = lazily(async (): Promise<WriteJournal> => {
		const { WriteJournal: Journal } = await import('./writeJournal.js');
		return new Journal(folder, onError);
	});
	return {
		begin: async (files) => (await journal()).begin(files),
		beginSwap: async (path) => (await journal()).beginSwap(path),
		recover: async () => ((await mayHoldNotes(folder)) ? (await journal()).recover() : []),
	};
}

/** True where it cannot be told: the journal says why. */
async function mayHoldNotes(folder: string): Promise<boolean> {
	return readdir(folder).then(
		(names) => names.length > 0,
		(error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
	);
}
