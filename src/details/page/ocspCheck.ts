/** Who signed an OCSP response: asked of the certificates in its file, in itself and in the workspace. */
import type * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { readCertificate } from '../../core/x509/certificate.js';
import type { OcspFacts, OcspSingleResponse } from '../../core/x509/model.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import {
	isIssuerAsked,
	ocspCertificates,
	ocspSender,
	ocspSigner,
} from '../../core/x509/ocspMessages.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { readContents } from '../../ui/contents.js';
import type { OcspCheck } from '../../ui/facts/facts.js';
import { visibleStart } from '../../ui/facts/text.js';
import { shortName } from '../../ui/words/distinguishedName.js';
import type { Subject, SubjectBlock } from './subject.js';

/** Files that are read for one response; those named as its signers are named come first. */
const mostFiles = 16;
const largestFile = 1024 * 1024;

/** What was found, and among which files; a page is drawn again and again. */
const known = new WeakMap<SubjectBlock, { readonly files: string; readonly check: OcspCheck }>();

/** Undefined for what is no response, and for one of several issuers. */
export async function ocspCheckOf(
	subject: Subject,
	block: SubjectBlock,
	workspace: Pick<WorkspaceIndex, 'blocks'> | undefined,
): Promise<OcspCheck | undefined> {
	const { facts, der } = block;
	if (facts?.kind !== 'ocsp' || der === undefined) return undefined;
	const [asked, ...others] = facts.responses;
	if (!asked || others.some((other) => !isSameIssuer(asked, other))) return undefined;
	const uris = filesWithAuthorities(facts, workspace);
	const files = uris.join('\n');
	const last = known.get(block);
	if (last && (last.check.verdict !== 'unknown' || last.files === files)) return last.check;
	const isIssuer = (one: Uint8Array) => isIssuerAsked(one, asked);
	const issuer =
		[...certificatesIn(subject.blocks), ...ocspCertificates(der)].find(isIssuer) ??
		(await firstIn(uris, isIssuer));
	const check = issuer ? checkBy(issuer, facts, der) : unchecked(facts, der);
	known.set(block, { files, check });
	return check;
}

function isSameIssuer(one: OcspSingleResponse, other: OcspSingleResponse): boolean {
	return one.hashAlgorithm === other.hashAlgorithm && one.issuerKeyHash === other.issuerKeyHash;
}

function checkBy(issuer: Uint8Array, facts: OcspFacts, der: Uint8Array): OcspCheck {
	const { verdict, signer } = ocspSigner(der, facts.signatureAlgorithm, issuer);
	const isDelegated = signer !== undefined && Buffer.compare(signer, issuer) !== 0;
	return {
		...{ verdict, issuer: nameOf(issuer) },
		...(isDelegated ? { signer: nameOf(signer) } : {}),
	};
}

function unchecked(facts: OcspFacts, der: Uint8Array): OcspCheck {
	const sender = ocspSender(der, facts.signatureAlgorithm);
	return { verdict: 'unknown', ...(sender ? { sender: nameOf(sender) } : {}) };
}

function nameOf(der: Uint8Array): string {
	return visibleStart(spokenName(readCertificate(der)));
}

function certificatesIn(blocks: Subject['blocks']): readonly Uint8Array[] {
	return blocks.flatMap(({ facts, der }) => (facts?.kind === 'certificate' && der ? [der] : []));
}

/** Those with a certificate of a CA, as far as they are read. */
function filesWithAuthorities(
	{ responder, certificates }: OcspFacts,
	workspace: Pick<WorkspaceIndex, 'blocks'> | undefined,
): readonly vscode.Uri[] {
	const authorities = (workspace?.blocks ?? []).filter(({ isCa }) => isCa === true);
	const names = [responder?.name, ...certificates.map(({ issuer }) => issuer)].flatMap((name) =>
		name === undefined ? [] : [shortName(name)],
	);
	const isNamed = ({ name }: { readonly name: string }) => names.includes(name);
	const ordered = [
		...authorities.filter(isNamed),
		...authorities.filter((authority) => !isNamed(authority)),
	];
	const files = new Map(ordered.map(({ uri }) => [uri.toString(), uri]));
	return [...files.values()].slice(0, mostFiles);
}

async function firstIn(
	uris: readonly vscode.Uri[],
	isIt: (certificate: Uint8Array) => boolean,
): Promise<Uint8Array | undefined> {
	for (const uri of uris) {
		const found = (await certificatesOf(uri)).find(isIt);
		if (found) return found;
	}
	return undefined;
}

async function certificatesOf(uri: vscode.Uri): Promise<readonly Uint8Array[]> {
	try {
		return certificatesIn(await decodeInSlices(await readContents(uri, largestFile)));
	} catch (error) {
		// Gone since it was indexed, or too large: then it says nothing.
		if (isPkiError(error)) return [];
		throw error;
	}
}
