/** The client's certificate, and the issuers that are sent with it. */
import { isSelfIssued } from '../../../x509/chain.js';
import type { CertificateFacts } from '../../../x509/model.js';
import { certificatesOf, issuerOf, sentChain } from '../material.js';
import { allows, checkEncoding, checkPublicKey, checkSignature, checkValidity } from '../faults.js';
import { checkText, kindOf } from '../text.js';
import { defineConfigRule, known, type CheckedConfig, type Found } from '../warning.js';

export const certificateRule = defineConfigRule({
	id: 'client-certificate',
	check: checkCertificate,
});

function* checkCertificate(config: CheckedConfig): Found {
	const file = config.certificate;
	yield* checkText(file, 'cert', config.byPath);
	if (certificatesOf(file).length === 0) {
		const found = kindOf(file);
		const row = found === 'privateKey' ? 'cert-holds-key' : 'cert-empty';
		yield known('notCertificate', row, { file: file.path, found });
		return;
	}
	const [leaf, ...above] = sentChain(config).map(({ facts }) => facts);
	if (!leaf) return;
	yield* checkLeaf(leaf, config.now);
	for (const issuer of above) yield* checkIssuer(issuer, config.now);
	yield* checkPathLength(config, [leaf, ...above]);
}

function* checkLeaf(leaf: CertificateFacts, now: Date): Found {
	const { name } = leaf;
	yield* checkValidity(leaf, 'client', now);
	yield* checkPublicKey(leaf, 'client');
	if (!isSelfIssued(leaf)) {
		yield* checkSignature(leaf, 'client');
	}
	yield* checkEncoding(leaf, 'client');
	if (leaf.extendedKeyUsage.length === 0) {
		yield known('noExtendedKeyUsage', 'client-no-eku', { name });
	} else if (!allows(leaf, 'clientAuth'))
		yield known('noClientAuth', 'client-no-client-auth', { name });
	if (leaf.keyUsage.length > 0 && !leaf.keyUsage.includes('digitalSignature')) {
		const row = leaf.keyUsage.includes('keyAgreement')
			? 'client-key-agreement-only'
			: 'client-no-digital-signature';
		yield known('noDigitalSignature', row, { name });
	}
}

function* checkIssuer(issuer: CertificateFacts, now: Date): Found {
	const { name } = issuer;
	yield* checkValidity(issuer, 'client-issuer', now);
	yield* checkPublicKey(issuer, 'client-issuer');
	yield* checkSignature(issuer, 'client-issuer');
	if (!issuer.isCa) yield known('notCa', 'client-issuer-not-ca', { name });
	if (issuer.isCa && issuer.keyUsage.length > 0 && !issuer.keyUsage.includes('keyCertSign')) {
		yield known('cannotSign', 'client-issuer-no-cert-sign', { name });
	}
	if (!allows(issuer, 'clientAuth')) {
		yield known('noClientAuth', 'client-issuer-no-client-auth', { name });
	}
}

/** RFC 5280, 4.2.1.9: how many intermediates may stand between a CA and the certificate. */
function* checkPathLength(config: CheckedConfig, chain: readonly CertificateFacts[]): Found {
	const top = chain.at(-1);
	const root = top && config.ca && issuerOf(top, certificatesOf(config.ca))?.facts;
	for (const [index, { pathLength, name }] of [...chain, ...(root ? [root] : [])].entries()) {
		if (pathLength !== undefined && index - 1 > pathLength) {
			yield known('pathLengthExceeded', 'client-path-length', { name });
		}
	}
}
