/** How the certificates of a file go together. */
import * as vscode from 'vscode';
import { shortName } from '../../distinguishedName.js';
import { lineNumber, type FindingEntries } from './entry.js';

export const chainEntries = {
	leafNotFirst: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'{0} is not the first certificate in this file. Programs use the first one as their own, so it must come before its issuers.',
				name,
			),
		title: () => vscode.l10n.t('Own certificate is not first'),
		why: () =>
			vscode.l10n.t(
				'Programs take the first certificate of a file as their own. Node.js and Go then fail to load the file, because the private key does not match.',
			),
		mend: () => vscode.l10n.t('Move the certificate to the top, followed by its issuers.'),
	},
	chainOutOfOrder: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'The issuers of {0} are out of order. TLS 1.2 expects each certificate to be followed by its issuer.',
				arg('name'),
			),
		title: () => vscode.l10n.t('Issuers are out of order'),
		why: () =>
			vscode.l10n.t(
				'TLS 1.2 requires each certificate to be followed by its issuer. Most clients accept any order, but strict or old ones do not.',
			),
		mend: () => vscode.l10n.t('Sort the certificates so that each is followed by its issuer.'),
	},
	issuerKeyMismatch: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} was not signed by “{1}” at line {2}: the name matches, but the key does not. Clients reject this chain.',
				name,
				arg('issuer'),
				lineNumber(arg('line')),
			),
		title: () => vscode.l10n.t('Issuer has another key'),
		why: () =>
			vscode.l10n.t(
				'The issuer in this file has the right name, but its key did not sign the certificate. Clients and servers reject such a chain.',
			),
		mend: () =>
			vscode.l10n.t(
				'Replace the issuer by the CA certificate that was current when the certificate was issued, or issue the certificate again.',
			),
	},
	missingIntermediate: {
		sentence: ({ name, finding }) =>
			vscode.l10n.t(
				'The issuer of {0} (“{1}”) is not in this file, although other CA certificates are. Clients that do not have it reject the certificate.',
				name,
				shortName(String(finding.args?.['issuer'] ?? '')),
			),
		title: () => vscode.l10n.t('Intermediate certificate is missing'),
		why: () =>
			vscode.l10n.t(
				'Clients need every intermediate certificate up to a root they trust. Node.js, Go and OpenSSL do not download missing ones, so they reject the certificate.',
			),
		mend: () =>
			vscode.l10n.t(
				'Add the issuer’s certificate after the one it issued. The CA provides it, often at the address in the certificate’s Authority Information Access extension.',
			),
	},
	rootIncluded: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'{0} is a root. Clients only trust a root they already have, so a server need not send it.',
				name,
			),
		title: () => vscode.l10n.t('Root is needlessly included'),
		why: () =>
			vscode.l10n.t(
				'A root in the chain that a server sends is ignored. It only makes every handshake larger.',
			),
		mend: () =>
			vscode.l10n.t(
				'Remove the root from the file that the server sends. Keep it where the file is also used as a list of trusted CAs.',
			),
	},
	unrelatedCertificate: {
		sentence: ({ name, arg }) =>
			Number(arg('more')) === 0
				? vscode.l10n.t(
						'{0} is not part of the chain of {1}. Clients ignore it.',
						name,
						arg('name'),
					)
				: vscode.l10n.t(
						'{0} and {1} more are not part of the chain of {2}. Clients ignore them.',
						name,
						arg('more'),
						arg('name'),
					),
		title: () => vscode.l10n.t('Certificate is not part of chain'),
		why: () =>
			vscode.l10n.t(
				'Certificates that did not issue anything in this chain are sent to every client in vain. Often the wrong intermediate was copied.',
			),
		mend: () => vscode.l10n.t('Remove the certificate, or replace it by the one that is meant.'),
	},
	duplicateCertificate: {
		sentence: ({ name, arg }) =>
			Number(arg('more')) === 0
				? vscode.l10n.t('{0} is already in this file, at line {1}.', name, lineNumber(arg('line')))
				: vscode.l10n.t(
						'{0} is already in this file, at line {1}. {2} more certificates are there twice.',
						name,
						lineNumber(arg('line')),
						arg('more'),
					),
		title: () => vscode.l10n.t('Certificate is there twice'),
		why: () =>
			vscode.l10n.t(
				'Clients accept it, but it makes handshakes larger and files harder to maintain.',
			),
		mend: () => vscode.l10n.t('Remove the second copy.'),
	},
	akiMismatch: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} was signed by “{1}” at line {2}, but its authority key identifier names another key. OpenSSL and Node.js do not find its issuer.',
				name,
				arg('issuer'),
				lineNumber(arg('line')),
			),
		title: () => vscode.l10n.t('Authority key identifier does not match'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and BoringSSL look for the issuer by this identifier and reject the chain when none matches. Go does not mind.',
			),
		mend: () =>
			vscode.l10n.t(
				'Issue the certificate again, so that its authority key identifier is the subject key identifier of its issuer. Or use the CA certificate whose subject key identifier matches.',
			),
	},
	issuerNotCa: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} has issued {1} (line {2}), but it is not a CA. Clients reject what it issues.',
				name,
				arg('child'),
				lineNumber(arg('line')),
			),
		title: () => vscode.l10n.t('Issuer is not a CA'),
		why: () =>
			vscode.l10n.t(
				'Only a certificate with basic constraints CA:TRUE may issue others. All clients and servers reject a chain with an issuer that is none.',
			),
		mend: () =>
			vscode.l10n.t(
				'Have the issuing certificate issued again as a CA, then issue the certificates below it again.',
			),
	},
	pathLengthExceeded: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} limits the CAs below it to {1}, but the chain of {2} has {3}. Clients reject that chain.',
				name,
				arg('allowed'),
				arg('child'),
				arg('count'),
			),
		title: () => vscode.l10n.t('Path length is exceeded'),
		why: () =>
			vscode.l10n.t(
				'The path length of a CA limits how many CAs may stand between it and a certificate. All clients and servers reject longer chains.',
			),
		mend: () =>
			vscode.l10n.t(
				'Issue the certificate from a CA further up, or have the CA issued again with a larger path length.',
			),
	},
	issuerUsageConflict: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'The extended key usage of {0} ({1}) does not allow {2}, so {3} is rejected for it.',
				name,
				arg('usages'),
				arg('purposes'),
				arg('child'),
			),
		title: () => vscode.l10n.t('Issuer’s usage excludes the purpose'),
		why: () =>
			vscode.l10n.t(
				'The extended key usage of a CA limits what the certificates below it are accepted for. OpenSSL, Node.js and Go reject a chain in which a CA lacks serverAuth for servers, or clientAuth for clients.',
			),
		mend: () =>
			vscode.l10n.t(
				'Issue the certificate from a CA without an extended key usage, or from one whose usage contains the purpose.',
			),
	},
	nameConstraintViolated: {
		sentence: ({ name, arg }) =>
			arg('kind') === 'excluded'
				? vscode.l10n.t(
						'{0} is for “{1}”, which its CA “{2}” excludes. Clients reject it.',
						name,
						arg('value'),
						arg('issuer'),
					)
				: vscode.l10n.t(
						'{0} is for “{1}”, which its CA “{2}” does not permit. Clients reject it.',
						name,
						arg('value'),
						arg('issuer'),
					),
		title: () => vscode.l10n.t('Name constraint is violated'),
		why: () =>
			vscode.l10n.t(
				'A CA with name constraints can only issue for the names they allow. Clients and servers reject certificates with any other name.',
			),
		mend: () =>
			vscode.l10n.t('Issue the certificate without that name, or from a CA that may issue for it.'),
	},
} satisfies FindingEntries;
