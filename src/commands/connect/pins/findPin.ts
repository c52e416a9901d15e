/** Whether what is to be pinned is there, asked of the server. */
import type { Backend } from '../../../core/backends/contract/backend.js';
import { isPkiError } from '../../../core/common/errors.js';
import type { Pin } from '../../../services/connectionStore.js';

export interface FoundPin {
	readonly pin: Pin;
	/** False: the token may not read it, so it may not be there. */
	readonly checked: boolean;
}

/**
 * The first candidate that is there, else the first role that the token may use although it cannot read it, else the first
 * that it may not read; undefined where none is. Rejects with the errors of the calls that say neither.
 */
export async function findPin(
	client: Backend,
	candidates: readonly Pin[],
	signal: AbortSignal,
): Promise<FoundPin | undefined> {
	const hidden: Pin[] = [];
	for (const pin of candidates) {
		const state = await look(client, pin, signal);
		if (state === 'there') return { pin, checked: true };
		if (state === 'hidden') hidden.push(pin);
	}
	for (const pin of hidden.length > 1 ? hidden : []) {
		if (pin.kind !== 'role') continue;
		const may = await client.permissions?.(pin.mount, pin.role, { signal });
		if (may?.issue === true || may?.sign === true) return { pin, checked: false };
	}
	const [pin] = hidden;
	return pin && { pin, checked: false };
}

async function look(
	client: Backend,
	pin: Pin,
	signal: AbortSignal,
): Promise<'there' | 'absent' | 'hidden'> {
	try {
		await read(client, pin, signal);
		return 'there';
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return 'hidden';
		// A mount of another kind knows no such path.
		if (isPkiError(error, 'notFound') || isPkiError(error, 'unsupported')) return 'absent';
		throw error;
	}
}

async function read(client: Backend, pin: Pin, signal: AbortSignal): Promise<unknown> {
	switch (pin.kind) {
		case 'mount':
			return client.listAuthorities(pin.mount, { limit: 1 }, { signal });
		case 'role':
			return client.readRole(pin.mount, pin.role, { signal });
		case 'authority':
			return client.readAuthority(pin.mount, pin.authority, { signal });
	}
}
