import { signatureBy } from '../../x509/signature.js';
import { clientSeverity } from '../clientSeverity.js';
import {
	type CertificateInFile,
	certificatesIn,
	ownCertificate,
	privateKeysIn,
} from '../fileContents.js';
import { defineFileRule, headline, type RuleFinding } from '../rule.js';

/** Certificates of one name that are tried; more than any renewal leaves, and few enough for a hostile file. */
const maximumNamesakes = 16;

/**
 * A certificate whose issuer stands in the same file by its name, but with another key: the signature does not verify
 * (RFC 5280, 6.1.3). Silent where node:crypto cannot say, and where one of several of that name is the right one.
 */
export const issuerKey = defineFileRule({
	id: 'issuer-key',
	*check(file): Generator<RuleFinding<'issuerKeyMismatch'> | undefined> {
		const certificates = certificatesIn(file);
		const bySubject = bySubjectOf(certificates);
		const own = ownCertificate(certificates, privateKeysIn(file))?.certificate;
		for (const certificate of certificates) {
			yield undefined;
			const { facts, block } = certificate;
			if (facts.issuer === '' || facts.issuer === facts.subject) continue;
			const namesakes = bySubject.get(facts.issuer) ?? [];
			const [first] = namesakes;
			// Of more than are tried, the right one may be among the rest.
			if (!first || namesakes.length > maximumNamesakes) continue;
			if (signatureBy(namesakes, certificate) !== 'bad') continue;
			yield {
				code: 'issuerKeyMismatch',
				// A bundle of CAs works without the one; the chain of a certificate does not.
				severity: clientSeverity('client-forged-issuer', own === certificate),
				...headline(block),
				block,
				args: { issuer: first.facts.name, line: first.block.line },
			};
		}
	},
});

function bySubjectOf(
	certificates: readonly CertificateInFile[],
): ReadonlyMap<string, readonly CertificateInFile[]> {
	const bySubject = new Map<string, CertificateInFile[]>();
	for (const certificate of certificates) {
		const same = bySubject.get(certificate.facts.subject);
		if (same) same.push(certificate);
		else bySubject.set(certificate.facts.subject, [certificate]);
	}
	return bySubject;
}
