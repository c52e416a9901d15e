/** Whether the certificates of a chain are revoked: what responders and CRLs say, and whether that can be believed. */
import { isPkiError } from '../../common/errors.js';
import { decodeInSlices } from '../../decode/decode.js';
import { extensionOids } from '../../x509/asn1/oid.js';
import { type ChainItem, isIssuerOf, isSelfIssued, verifySignature } from '../../x509/chain.js';
import { crlUrls, ocspUrls } from '../../x509/issuerSearch.js';
import type { CertificateFacts, CrlFacts, OcspFacts } from '../../x509/model.js';
import { readOcspResponse } from '../../x509/ocsp.js';
import { ocspSignature, writeOcspRequest } from '../../x509/ocspMessages.js';
import { Revocations } from '../../x509/revocations.js';
import { isSignedByCertificate } from '../../x509/signedBody.js';
import { hasEnded } from '../../x509/verdict.js';

/**
 * `unreachable`: no usable answer came; `noIssuer`: the issuer is not known, so nothing can be asked or believed;
 * `badSignature`, `outOfDate`: what came counts for nothing; `notListed`: the answer is about other certificates.
 */
export type RevocationDoubt =
	'unreachable' | 'noIssuer' | 'badSignature' | 'outOfDate' | 'notListed';

export interface RevocationAnswer {
	/** Its place in the chain. */
	readonly certificate: number;
	readonly source: 'stapled' | 'ocsp' | 'crl';
	/** Who was asked; absent for a stapled response. */
	readonly url?: string;
	/** `unknown`: the responder does not know it, or `doubt` says why nothing is known. */
	readonly status: 'good' | 'revoked' | 'unknown';
	readonly doubt?: RevocationDoubt;
	readonly revokedAt?: string;
	/** RFC 5280, 5.3.1. */
	readonly reason?: string;
}

export interface RevocationWork {
	/** As served. */
	readonly chain: readonly ChainItem[];
	/** In which issuers are looked for beside the chain. */
	readonly known: readonly ChainItem[];
	readonly fetch: (url: URL, limit: number, signal: AbortSignal) => Promise<Uint8Array>;
	readonly now: Date;
	readonly signal: AbortSignal;
}

interface Question {
	readonly index: number;
	readonly item: ChainItem;
	readonly source: 'ocsp' | 'crl';
	readonly url: URL;
}

/** Certificates of a chain that are asked about; a hostile one could name thousands of servers. */
const mostAsked = 4;
/** Of one certificate, of each kind. */
const mostUrls = 2;

/** Who would be asked, each once. */
export function revocationUrls(chain: readonly ChainItem[]): readonly URL[] {
	return [...new Map(questionsOf(chain).map(({ url }) => [url.href, url])).values()];
}

function questionsOf(chain: readonly ChainItem[]): readonly Question[] {
	return chain.slice(0, mostAsked).flatMap((item, index) => {
		if (isSelfIssued(item.facts)) return [];
		const of = (source: Question['source'], urls: readonly URL[]) =>
			urls.slice(0, mostUrls).map((url) => ({ index, item, source, url }));
		return [...of('ocsp', ocspUrls(item.facts)), ...of('crl', crlUrls(item.facts))];
	});
}

/** One answer for each server that was asked. Rejects with `cancelled` only. */
export async function askAboutRevocation(
	work: RevocationWork,
): Promise<readonly RevocationAnswer[]> {
	return Promise.all(questionsOf(work.chain).map((question) => ask(question, work)));
}

async function ask(question: Question, work: RevocationWork): Promise<RevocationAnswer> {
	const { index, item, source, url } = question;
	const base = { certificate: index, source, url: url.href } as const;
	const issuer = issuerOf(item, [...work.chain, ...work.known]);
	if (!issuer) return { ...base, status: 'unknown', doubt: 'noIssuer' };
	try {
		const answer = source === 'ocsp' ? askResponder : readList;
		return { ...base, ...(await answer(question, issuer, work)) };
	} catch (error) {
		if (!isPkiError(error) || isPkiError(error, 'cancelled')) throw error;
		return { ...base, status: 'unknown', doubt: 'unreachable' };
	}
}

type Said = Pick<RevocationAnswer, 'status' | 'doubt' | 'revokedAt' | 'reason'>;

/** The one whose key made the signature. */
function issuerOf(item: ChainItem, candidates: readonly ChainItem[]): ChainItem | undefined {
	return candidates.find(
		(other) => isIssuerOf(other.facts, item.facts) && verifySignature(other.der, item.der) === true,
	);
}

/** Bytes. */
const largestResponse = 64 * 1024;

/** RFC 6960, A.1: with GET. */
async function askResponder(
	{ item, url }: Question,
	issuer: ChainItem,
	{ fetch, now, signal }: RevocationWork,
): Promise<Said> {
	const request = writeOcspRequest(item.der, issuer.der);
	if (!request) return { status: 'unknown', doubt: 'noIssuer' };
	const base = url.href.endsWith('/') ? url.href : `${url.href}/`;
	const asked = new URL(base + encodeURIComponent(request.toString('base64')));
	const der = await fetch(asked, largestResponse, signal);
	return judgeResponse({ der, facts: readOcspResponse(der) }, item, issuer, now);
}

interface Response {
	readonly der: Uint8Array;
	readonly facts: OcspFacts;
}

function judgeResponse(
	{ der, facts }: Response,
	item: ChainItem,
	issuer: ChainItem | undefined,
	now: Date,
): Said {
	if (facts.status !== 'successful') return { status: 'unknown', doubt: 'unreachable' };
	const { serialNumber } = item.facts;
	const single = facts.responses.find((response) => response.serialNumber === serialNumber);
	if (!single) return { status: 'unknown', doubt: 'notListed' };
	if (!issuer) return { status: 'unknown', doubt: 'noIssuer' };
	const signature = ocspSignature(der, facts.signatureAlgorithm, issuer.der);
	if (signature !== 'good') return { status: 'unknown', doubt: 'badSignature' };
	if (hasEnded(single.nextUpdate, now)) return { status: 'unknown', doubt: 'outOfDate' };
	const { certificateStatus: status, revokedAt, reason } = single;
	return {
		status,
		...(revokedAt !== undefined && { revokedAt }),
		...(reason !== undefined && { reason }),
	};
}

/** What a stapled response says of the server's certificate; no server is asked. */
export function judgeStapled(
	stapled: Response,
	chain: readonly ChainItem[],
	known: readonly ChainItem[],
	now: Date,
): RevocationAnswer | undefined {
	const [leaf] = chain;
	if (!leaf) return undefined;
	const issuer = issuerOf(leaf, [...chain, ...known]);
	return { certificate: 0, source: 'stapled', ...judgeResponse(stapled, leaf, issuer, now) };
}

/** Bytes; larger ones are in use, but not worth the wait. */
const largestList = 16 * 1024 * 1024;

async function readList(
	{ item, url }: Question,
	issuer: ChainItem,
	{ fetch, now, signal }: RevocationWork,
): Promise<Said> {
	const bytes = await fetch(url, largestList, signal);
	const blocks = await decodeInSlices(bytes, { signal });
	for (const { facts, der } of blocks) {
		if (facts?.kind !== 'crl' || !der || facts.issuer !== item.facts.issuer) continue;
		if (!covers(facts, item.facts)) continue;
		const isSigned = isSignedByCertificate(issuer.der, der, facts.signatureAlgorithm);
		if (isSigned !== true) return { status: 'unknown', doubt: 'badSignature' };
		if (hasEnded(facts.nextUpdate, now)) return { status: 'unknown', doubt: 'outOfDate' };
		const entry = (await Revocations.read([{ complete: der }], signal)).find(
			item.facts.serialNumber,
		);
		if (!entry) return { status: 'good' };
		const { revokedAt, reason } = entry;
		return {
			status: 'revoked',
			...(revokedAt !== undefined && { revokedAt }),
			...(reason !== undefined && { reason }),
		};
	}
	return { status: 'unknown', doubt: 'notListed' };
}

/** A CRL may be for some certificates only (RFC 5280, 5.2.5), or say but what has changed (5.2.4). */
function covers({ extensions, baseCrlNumber }: CrlFacts, { isCa }: CertificateFacts): boolean {
	const scope =
		extensions.find(({ oid }) => oid === extensionOids.issuingDistributionPoint)?.lines ?? [];
	const others = isCa
		? ['onlyContainsUserCerts', 'onlyContainsAttributeCerts']
		: ['onlyContainsCACerts', 'onlyContainsAttributeCerts'];
	return baseCrlNumber === undefined && !others.some((other) => scope.includes(`${other}:true`));
}
