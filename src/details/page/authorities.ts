/** The CAs of the workspace, among which one view of a subject looks for issuers. */
import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import type { OcspSingleResponse } from '../../core/x509/model.js';
import { Issuers } from '../../core/x509/ocspMessages.js';
import type { IndexedBlock, WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { readContents } from '../../ui/contents.js';
import type { SubjectBlock } from './subject.js';

/** Files that are read for one response, and for all of a view. */
const mostFiles = { response: 16, view: 32 } as const;
const largestFile = 1024 * 1024;

/** As the index has them when they are first asked for; each file is read once. */
export class Authorities {
	#listed: ListedFiles | undefined;
	readonly #read = new Map<string, Promise<Issuers>>();
	#isCut = false;

	constructor(private readonly workspace: Pick<WorkspaceIndex, 'blocks'> | undefined) {}

	/** Another one where a CA came, went or moved. */
	get digest(): string {
		return this.#files.digest;
	}

	/** Whether files were left out that another view would read. */
	get isCut(): boolean {
		return this.#isCut;
	}

	/** Files with a CA of one of these names come first. */
	async issuerOf(
		asked: OcspSingleResponse,
		names: readonly string[],
	): Promise<Uint8Array | undefined> {
		for (const [id, uri] of this.#candidates(names)) {
			const known = this.#read.get(id);
			if (!known && this.#read.size >= mostFiles.view) {
				this.#isCut = true;
				continue;
			}
			const issuers = known ?? issuersIn(uri);
			this.#read.set(id, issuers);
			const found = await (await issuers).of(asked);
			if (found) return found;
		}
		return undefined;
	}

	#candidates(names: readonly string[]): ReadonlyMap<string, vscode.Uri> {
		const { all, named } = this.#files;
		const found = new Map<string, vscode.Uri>();
		for (const files of [...names.flatMap((name) => named.get(name) ?? []), all]) {
			for (const [id, uri] of files) {
				if (found.size >= mostFiles.response) return found;
				found.set(id, uri);
			}
		}
		return found;
	}

	get #files(): ListedFiles {
		return (this.#listed ??= listed(this.workspace?.blocks ?? []));
	}
}

/** By their addresses. */
type Files = Map<string, vscode.Uri>;

interface ListedFiles {
	readonly all: Files;
	/** By the name of a CA in them. */
	readonly named: ReadonlyMap<string, Files>;
	readonly digest: string;
}

function listed(blocks: readonly IndexedBlock[]): ListedFiles {
	const all: Files = new Map();
	const named = new Map<string, Files>();
	const hash = createHash('sha256');
	for (const { isCa, name, uri, fingerprint = '' } of blocks) {
		if (isCa !== true) continue;
		const id = uri.toString();
		all.set(id, uri);
		named.set(name, (named.get(name) ?? new Map<string, vscode.Uri>()).set(id, uri));
		hash.update(`${fingerprint} ${id}\n`);
	}
	return { all, named, digest: hash.digest('hex') };
}

async function issuersIn(uri: vscode.Uri): Promise<Issuers> {
	try {
		return new Issuers(certificatesIn(await decodeInSlices(await readContents(uri, largestFile))));
	} catch (error) {
		// Gone since it was indexed, or too large: then it says nothing.
		if (isPkiError(error)) return new Issuers([]);
		throw error;
	}
}

/** The bytes of the certificates among blocks. */
export function certificatesIn(
	blocks: readonly Pick<SubjectBlock, 'facts' | 'der'>[],
): readonly Uint8Array[] {
	return blocks.flatMap(({ facts, der }) => (facts?.kind === 'certificate' && der ? [der] : []));
}
