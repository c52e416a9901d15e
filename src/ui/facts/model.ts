/**
 * Facts as people read them: labelled lines and sections, already in words. The details view draws them and the text
 * document prints them, so both say the same.
 */
import type {
	CertificateFacts,
	ExpiryThreshold,
	RevokedEntry,
	Verdict,
} from '../../core/x509/model.js';
import type { Checks, VerdictWords } from '../words/words.js';

export interface FactsView {
	/** `Certificate`, `Certificate request`, `Private key`, … */
	readonly kind: string;
	/** What it is called: the heading. */
	readonly name: string;
	readonly verdict?: VerdictView;
	readonly validity?: ValidityView;
	/** The lines that matter most, each fact once. */
	readonly rows: readonly FactRow[];
	readonly sections: readonly FactSection[];
}

export interface VerdictView extends VerdictWords {
	/** What was checked beside the dates; absent where the verdict needs no more. */
	readonly checks?: string;
}

/** Where now stands between two times. */
export interface ValidityView {
	readonly from: string;
	readonly to: string;
	/** 0 at `from`, 1 at `to`, never outside. */
	readonly share: number;
	/** False when now is before `from` or after `to`, and so is nowhere on the bar. */
	readonly inside: boolean;
	/** The same in a sentence, for those who do not see the bar. */
	readonly description: string;
}

export interface FactRow {
	readonly label: string;
	/** One value a line; never empty together with `note`. */
	readonly values: readonly string[];
	/** A remark on the values. */
	readonly note?: string;
	/** Numbers and hex that are compared character by character. */
	readonly mono?: boolean;
	/** What a copy button takes; absent where copying makes no sense. */
	readonly copy?: string;
	readonly tone?: 'warning';
}

export interface FactSection {
	/** Stable, for remembering which sections are open. */
	readonly id: string;
	readonly title: string;
	readonly parts: readonly FactPart[];
}

export type FactPart =
	| { readonly kind: 'rows'; readonly rows: readonly FactRow[] }
	| ExplainedPart
	| {
			readonly kind: 'table';
			readonly caption: string;
			readonly columns: readonly string[];
			readonly rows: readonly (readonly string[])[];
			readonly list?: ListView;
	  }
	| { readonly kind: 'text'; readonly caption: string; readonly text: string }
	| ChainPart
	| Asn1Part;

/** Certificates from the roots down, each below the one that signed it. */
export interface ChainPart {
	readonly kind: 'chain';
	readonly caption: string;
	readonly tops: readonly ChainEntry[];
	/** Where more belong to it than are drawn. */
	readonly note?: string;
}

export interface ChainEntry {
	/** What it is called; of an issuer that is not there, that it is not. */
	readonly name: string;
	readonly verdict?: Verdict;
	/** Verdict and key; absent for what is not there. */
	readonly words?: string;
	/** Who signed it, and what is odd about that. */
	readonly notes: readonly string[];
	/** The signature is not that of the certificate above. */
	readonly isBroken: boolean;
	/** Among the blocks of the file; absent for an issuer that is not there. */
	readonly index?: number;
	readonly isShown: boolean;
	readonly children: readonly ChainEntry[];
}

/** A tree that is read as it is opened. */
export interface Asn1Part {
	readonly kind: 'asn1';
	readonly caption: string;
	/** Tells the bytes from those of other blocks. */
	readonly id: string;
}

/** The blocks of a file, and the entries of a CRL. */
export type ListId = 'blocks' | 'entries';

/** What stands around a list of which a part is shown. */
export interface ListView {
	readonly id: ListId;
	/** Undefined where the list is too short for a filter. */
	readonly filter?: { readonly text: string; readonly label: string };
	/** `12 of 144 match`; empty where all are shown. */
	readonly status: string;
	/** The words of the button that shows more, where a part is shown. */
	readonly more?: string;
}

/** An extension: its name in words, the OID behind it, what it does, and its values. */
export interface ExplainedPart {
	readonly kind: 'explained';
	readonly title: string;
	readonly oid: string;
	readonly critical: boolean;
	readonly sentence: string;
	readonly lines: readonly string[];
	readonly problem?: string;
}

/** Who signed an OCSP response, as far as the certificates at hand tell. Names as people read them. */
export type OcspCheck =
	/** By `signer`, to whom `issuer` delegated that, or by the issuer itself. */
	| { readonly verdict: 'good'; readonly signer?: string; readonly issuer: string }
	/** By neither. */
	| { readonly verdict: 'bad'; readonly issuer: string }
	/** The algorithm is not verified here, or the issuer is not at hand; `sender`: whose certificate came with it fits. */
	| { readonly verdict: 'unknown'; readonly issuer?: string; readonly sender?: string };

/** What the facts alone do not say. */
export interface FactsContext {
	readonly now: Date;
	readonly threshold: ExpiryThreshold;
	/** ISO 8601, or `unknown` where only that it was revoked is known. */
	readonly revokedAt?: string;
	/** RFC 5280, 5.3.1, where the list or whoever issued it says so. */
	readonly revocationReason?: string;
	/** Of a certificate; absent: nothing but its dates. */
	readonly checks?: Checks;
	/** Of a CA that its server has put out of use. */
	readonly isInactive?: boolean;
	/** What is wrong with the file as a whole, in sentences. */
	readonly fileNotes?: readonly string[];
	/** From the issuer upwards, as far as it is known; names and key identifiers tell, not signatures. */
	readonly issuers?: readonly CertificateFacts[];
	/** Files and blocks that hold the other half of the key shown. */
	readonly matchingKeys?: readonly string[];
	/** Of a request, for its copy button only: in no text that is shown. */
	readonly challengePassword?: string;
	/** Of an OCSP response: who signed it; absent: nobody looked. */
	readonly ocsp?: OcspCheck;
	/** Of a CRL the entries to be shown; absent: the first ones. */
	readonly entries?: { readonly shown: readonly RevokedEntry[]; readonly list: ListView };
	/** How it stands among the certificates of its file; absent where it stands alone. */
	readonly chain?: ChainPart;
	/** What names its bytes, and their hex; absent for private keys. */
	readonly raw?: { readonly id: string; readonly hex: string };
}
