/** Who signed an OCSP response: asked of the certificates in its file, in itself and in the workspace. */
import { readCertificate } from '../../core/x509/certificate.js';
import type { OcspFacts, OcspSingleResponse } from '../../core/x509/model.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import { Issuers, ocspCertificates, ocspSender, ocspSigner } from '../../core/x509/ocspMessages.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import type { OcspCheck } from '../../ui/facts/facts.js';
import { visibleStart } from '../../ui/facts/text.js';
import { shortName } from '../../ui/words/distinguishedName.js';
import { Authorities, certificatesIn } from './authorities.js';
import type { Subject, SubjectBlock } from './subject.js';

/** What was found, and of which CAs of the workspace; a page is drawn again and again. */
const known = new WeakMap<SubjectBlock, { readonly among: string; readonly check: OcspCheck }>();

/** Made anew for each view of a subject: what is read for one of its responses serves them all. */
export class OcspChecks {
	readonly #own: Issuers;
	readonly #authorities: Authorities;

	constructor({ blocks }: Subject, workspace: Pick<WorkspaceIndex, 'blocks'> | undefined) {
		this.#own = new Issuers(certificatesIn(blocks));
		this.#authorities = new Authorities(workspace);
	}

	/** Undefined for what is no response, and for one of several issuers. */
	async of(block: SubjectBlock): Promise<OcspCheck | undefined> {
		const { facts, der } = block;
		if (facts?.kind !== 'ocsp' || der === undefined) return undefined;
		const [asked, ...others] = facts.responses;
		if (!asked || others.some((other) => !isSameIssuer(asked, other))) return undefined;
		const last = known.get(block);
		if (last && last.check.verdict !== 'unknown') return last.check;
		const among = this.#authorities.digest;
		if (last?.among === among) return last.check;
		const issuer =
			(await this.#own.of(asked)) ??
			(await new Issuers(ocspCertificates(der)).of(asked)) ??
			(await this.#authorities.issuerOf(asked, namesIn(facts)));
		const check = issuer ? checkBy(issuer, facts, der) : unchecked(facts, der);
		if (issuer || !this.#authorities.isCut) known.set(block, { among, check });
		return check;
	}
}

/** Of those who may be its issuer. */
function namesIn({ responder, certificates }: OcspFacts): readonly string[] {
	return [responder?.name, ...certificates.map(({ issuer }) => issuer)].flatMap((name) =>
		name === undefined ? [] : [shortName(name)],
	);
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
