/** Reads what is written to a file from now on, as `tail -f` does; the file may be created later, or anew. */
import { open, stat } from 'node:fs/promises';
import { type Stats, unwatchFile, watchFile } from 'node:fs';

export interface FollowedFile {
	stop(): void;
}

/** How often is looked: handshakes wait to be shown no longer. */
const intervalMs = 250;
const pieceBytes = 64 * 1024;

/** No key log grows by more between two looks; the rest is passed over. */
const maximumGrowth = 16 * 1024 * 1024;

/**
 * `take` gets pieces in order, cut anywhere; `onError` what reading failed with, after which it goes on. Nothing of what
 * the file has already is read.
 */
export async function followFile(
	path: string,
	take: (text: string) => void,
	onError: (error: unknown) => void,
): Promise<FollowedFile> {
	let offset = (await stat(path).catch(() => undefined))?.size ?? 0;
	let reading = Promise.resolve();
	let isStopped = false;
	const look = ({ size }: Stats) => {
		reading = reading.then(() => readTo(size)).catch(onError);
	};
	const readTo = async (size: number) => {
		if (size < offset) offset = 0;
		if (size === offset) return;
		offset = Math.max(offset, size - maximumGrowth);
		const file = await open(path);
		try {
			while (offset < size && !isStopped) {
				const length = Math.min(pieceBytes, size - offset);
				const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
				if (bytesRead === 0) return;
				offset += bytesRead;
				take(buffer.toString('latin1', 0, bytesRead));
			}
		} finally {
			await file.close();
		}
	};
	watchFile(path, { interval: intervalMs, persistent: false }, look);
	// It may have grown before the first look.
	await stat(path).then(look, () => undefined);
	return {
		stop: () => {
			isStopped = true;
			unwatchFile(path, look);
		},
	};
}
