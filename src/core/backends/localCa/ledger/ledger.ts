/**
 * What the Local CA did, as lines that are only ever added: windows that write at the same time cannot overwrite each
 * other, and a crash tears at most the last line.
 */
import type { Logger } from '../../../common/logger.js';
import type { StateFiles } from '../../contract/backend.js';
import {
	type AuthorityEntry,
	formatEntry,
	type IssuedEntry,
	type LedgerEntry,
	parseEntry,
	type RevokedEntry,
} from './entries.js';

const fileName = 'ledger.jsonl';

/** The ledger as it stood when it was read. */
export interface LedgerState {
	/** The oldest first; the last one signs. */
	readonly authorities: readonly AuthorityEntry[];
	/** In the order they were issued. */
	readonly issued: readonly IssuedEntry[];
	readonly issuedAt: ReadonlyMap<string, number>;
	/** By serial number, the earliest revocation first. */
	readonly revoked: ReadonlyMap<string, RevokedEntry>;
	/** Ids of CRL lines; the place, counted from 1, is the number. */
	readonly crls: readonly string[];
}

export class Ledger {
	#state = new OpenLedger();
	#firstLine = '';
	#consumed = 0;
	#last: Promise<void> = Promise.resolve();

	constructor(
		private readonly files: StateFiles,
		private readonly log: Logger,
	) {}

	/** Reads what was added since, by this window or another one. */
	read(): Promise<LedgerState> {
		// One after the other: an older text read late would look like a ledger begun anew.
		const next = this.#last.then(() => this.#refresh());
		this.#last = next.then(
			() => undefined,
			() => undefined,
		);
		return next;
	}

	async #refresh(): Promise<LedgerState> {
		const text = (await this.files.read(fileName)) ?? '';
		const firstLine = text.slice(0, text.indexOf('\n') + 1);
		// Another window started anew.
		if (firstLine !== this.#firstLine || text.length < this.#consumed) this.#forget(firstLine);
		const end = text.lastIndexOf('\n') + 1;
		const lines = text.slice(this.#consumed, end).split('\n');
		this.#consumed = Math.max(end, this.#consumed);
		for (const line of lines) this.#add(line);
		return this.#state;
	}

	/** Adds a line whose place among the others does not matter. */
	async add(entry: LedgerEntry): Promise<void> {
		await this.files.append(fileName, formatEntry(entry));
	}

	/** Adds a line, then reads, so that the answer knows it. */
	async append(entry: LedgerEntry): Promise<LedgerState> {
		await this.add(entry);
		return this.read();
	}

	async delete(): Promise<void> {
		await this.files.delete(fileName);
		this.#forget('');
	}

	#forget(firstLine: string): void {
		this.#state = new OpenLedger();
		this.#firstLine = firstLine;
		this.#consumed = 0;
	}

	#add(line: string): void {
		if (line === '') return;
		const entry = parseEntry(line);
		if (entry) this.#state.add(entry);
		else this.log.warn('Local CA: a line of the ledger is damaged and left out.');
	}
}

class OpenLedger implements LedgerState {
	readonly authorities: AuthorityEntry[] = [];
	readonly issued: IssuedEntry[] = [];
	readonly issuedAt = new Map<string, number>();
	readonly revoked = new Map<string, RevokedEntry>();
	readonly crls: string[] = [];

	add(entry: LedgerEntry): void {
		switch (entry.k) {
			case 'ca':
				// Of two windows that make an authority at the same time, the first one made it.
				if (entry.after === (this.authorities.at(-1)?.id ?? null)) this.authorities.push(entry);
				return;
			case 'undone':
				if (this.authorities.at(-1)?.id === entry.id) this.authorities.pop();
				return;
			case 'issued':
				if (this.issuedAt.has(entry.serial)) return;
				this.issuedAt.set(entry.serial, this.issued.length);
				this.issued.push(entry);
				return;
			case 'revoked':
				if (!this.revoked.has(entry.serial)) this.revoked.set(entry.serial, entry);
				return;
			case 'crl':
				this.crls.push(entry.id);
		}
	}
}
