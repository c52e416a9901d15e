/** Which certificates of the workspace a CRL of the workspace revokes, as the rule `certificateRevokedHere` has it. */
import type * as vscode from 'vscode';
import { createPacer, type Pacer } from '../../core/common/pacer.js';
import { entriesOf } from '../../core/diagnostics/contents/revokedEntries.js';
import type { CrlInFile } from '../../core/diagnostics/rule.js';
import { revokedHere } from '../../core/diagnostics/rules/requestsAndCrls/revokedHere.js';
import { blocksOfFile, crlsOfFile } from './crlFiles.js';
import type { IndexedBlock } from './workspaceIndex.js';

/** The rule looks at no date. */
const context = { now: new Date(0), threshold: { days: 0, lifetimeShare: 0 } };

/** By the issuer, then by the serial number, the files of certificates. */
type Certificates = ReadonlyMap<string, ReadonlyMap<string, readonly vscode.Uri[]>>;

export class Revocations {
	#revoked: ReadonlySet<string> = new Set();
	#updates = 0;

	has(uri: vscode.Uri, fingerprint: string | undefined): boolean {
		return fingerprint !== undefined && this.#revoked.has(keyOf(uri, fingerprint));
	}

	/** Looks at all anew; answers whether anything changed. Gives way to other work every 15 ms. */
	async update(blocks: readonly IndexedBlock[]): Promise<boolean> {
		const update = (this.#updates += 1);
		const next = await revokedAmong(blocks);
		if (update !== this.#updates) return false;
		const before = this.#revoked;
		this.#revoked = next;
		return next.size !== before.size || [...next].some((key) => !before.has(key));
	}
}

function keyOf(uri: vscode.Uri, fingerprint: string): string {
	return `${fingerprint} ${uri.toString()}`;
}

async function revokedAmong(blocks: readonly IndexedBlock[]): Promise<ReadonlySet<string>> {
	const revoked = new Set<string>();
	const lists = blocks.filter(({ kind }) => kind === 'crl');
	if (lists.length === 0) return revoked;
	const pacer = createPacer();
	const certificates = await certificatesIn(blocks, pacer);
	const files = distinct(
		lists.filter(({ issuer = '' }) => certificates.has(issuer)).map(({ uri }) => uri),
	);
	const crls: (readonly [vscode.Uri, CrlInFile])[] = [];
	for (const uri of files) {
		for (const crl of await crlsOfFile(uri)) crls.push([uri, crl]);
	}
	// Only files in which a serial number is listed are read: there may be thousands, and most are revoked by nothing.
	for (const uri of await namedBy(crls, certificates, pacer)) {
		const others = crls.filter(([from]) => from.toString() !== uri.toString());
		const own = await blocksOfFile(uri);
		const found = revokedHere.check({ blocks: own, crls: others.map(([, crl]) => crl) }, context);
		for (const finding of found) {
			if (pacer.isDue) await pacer.pause();
			if (finding?.code !== 'certificateRevokedHere') continue;
			const { facts } = finding.block;
			if (facts?.kind === 'certificate') revoked.add(keyOf(uri, facts.sha256Fingerprint));
		}
	}
	return revoked;
}

async function certificatesIn(
	blocks: readonly IndexedBlock[],
	pacer: Pacer,
): Promise<Certificates> {
	const found = new Map<string, Map<string, vscode.Uri[]>>();
	for (const { kind, issuer, serialNumber, uri } of blocks) {
		if (pacer.isDue) await pacer.pause();
		if (kind !== 'certificate' || issuer === undefined || serialNumber === undefined) continue;
		const serials = found.get(issuer) ?? new Map<string, vscode.Uri[]>();
		const uris = serials.get(serialNumber);
		if (uris) uris.push(uri);
		else serials.set(serialNumber, [uri]);
		found.set(issuer, serials);
	}
	return found;
}

/** Files of certificates whose serial number stands in a list of their issuer. */
async function namedBy(
	crls: readonly (readonly [vscode.Uri, CrlInFile])[],
	certificates: Certificates,
	pacer: Pacer,
): Promise<readonly vscode.Uri[]> {
	const named = new Set<readonly vscode.Uri[]>();
	for (const [, crl] of crls) {
		const serials = certificates.get(crl.facts.issuer);
		if (!serials) continue;
		for (const entry of entriesOf(crl)) {
			if (pacer.isDue) await pacer.pause();
			const uris = entry && serials.get(entry.serialNumber);
			if (uris) named.add(uris);
		}
	}
	return distinct([...named].flat());
}

function distinct(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
	return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}
