/** The names in certificates and requests. */
import * as vscode from 'vscode';
import type { FindingEntries } from './entry.js';

export const nameEntries = {
	noSubjectAltName: {
		sentence: ({ name, arg }) => withoutNames(name, arg('name')),
		title: () => vscode.l10n.t('No subject alternative names'),
		why: () =>
			vscode.l10n.t(
				'Browsers, Go and most other clients look for the host name among the subject alternative names only and refuse the connection. Node.js still accepts a host name in the common name.',
			),
		mend: () =>
			vscode.l10n.t(
				'Issue the certificate again with every host name and IP address as a subject alternative name.',
			),
	},
	commonNameNotInSan: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'The common name “{0}” is not among the subject alternative names, so clients refuse connections to that name.',
				arg('name'),
			),
		title: () => vscode.l10n.t('Common name is not a SAN'),
		why: () =>
			vscode.l10n.t(
				'Where a certificate has subject alternative names, clients ignore its common name. Node.js takes it only where no DNS name is among them.',
			),
		mend: () =>
			vscode.l10n.t(
				'Issue the certificate again with the common name as a subject alternative name, if a server uses that name.',
			),
	},
	wildcardMisuse: {
		sentence: ({ arg }) => wildcardWords(arg('reason'), arg('name')),
		title: () => vscode.l10n.t('Wildcard that clients do not match'),
		why: () =>
			vscode.l10n.t(
				'A “*” stands for the whole first label of a name, such as *.example.com. Browsers and Node.js also refuse it directly below a top-level domain, Go refuses it as part of a label.',
			),
		mend: () =>
			vscode.l10n.t('Name the hosts one by one, or put a single “*.” in front of a domain.'),
	},
	ipAddressAsDnsName: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'The IP address {0} is listed as a DNS name. Clients look for it among the IP addresses and refuse the connection.',
				arg('name'),
			),
		title: () => vscode.l10n.t('IP address as DNS name'),
		why: () =>
			vscode.l10n.t(
				'Clients compare an address with the IP addresses of a certificate only. Node.js, Bun and Go all refuse a server whose certificate has its address as a DNS name.',
			),
		mend: () => vscode.l10n.t('Issue the certificate again with the address as an IP address.'),
	},
	invalidDnsName: {
		sentence: ({ arg }) => dnsNameWords(arg('reason'), arg('name')),
		title: () => vscode.l10n.t('Invalid DNS name'),
		why: () =>
			vscode.l10n.t(
				'Clients compare host names only with valid DNS names, so no client can connect with this one. Go refuses to read a certificate whose DNS names hold characters outside ASCII.',
			),
		mend: () =>
			vscode.l10n.t(
				'Issue the certificate again with the plain host name: letters, digits and hyphens between dots.',
			),
	},
	hiddenCharactersInName: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'The name “{0}” contains a hidden character ({1}), so it is not the name it looks like.',
				arg('name'),
				arg('character'),
			),
		title: () => vscode.l10n.t('Hidden character in a name'),
		why: () =>
			vscode.l10n.t(
				'Control characters and invisible marks make two different names look alike, and can hide the end of a name. Clients do not match such a name with the visible one.',
			),
		mend: () =>
			vscode.l10n.t('Type the name again, without copying it, and issue the certificate again.'),
	},
	mixedScriptsInName: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'The name “{0}” mixes letters of different scripts that look alike.',
				arg('name'),
			),
		title: () => vscode.l10n.t('Look-alike letters in a name'),
		why: () =>
			vscode.l10n.t(
				'A Cyrillic or Greek letter in a Latin name looks right but makes a different name. This is how sites are imitated.',
			),
		mend: () =>
			vscode.l10n.t(
				'Check where the certificate comes from. Type the name again if it is meant to be Latin.',
			),
	},
} satisfies FindingEntries;

function withoutNames(name: string, common: string): string {
	return common === ''
		? vscode.l10n.t(
				'{0} has no subject alternative names. As a server certificate, no client accepts it.',
				name,
			)
		: vscode.l10n.t(
				'{0} has no subject alternative names, only the common name “{1}”. Browsers, Go and most other clients refuse it.',
				name,
				common,
			);
}

function wildcardWords(reason: string, name: string): string {
	switch (reason) {
		case 'bare':
			return vscode.l10n.t('The DNS name “{0}” matches no host: clients refuse it.', name);
		case 'topLevel':
			return vscode.l10n.t(
				'“{0}” is a wildcard directly below a top-level domain. Browsers and Node.js refuse it.',
				name,
			);
		case 'several':
			return vscode.l10n.t('“{0}” has more than one “*”. Clients refuse it.', name);
		case 'partial':
			return vscode.l10n.t(
				'The “*” in “{0}” is only part of a label. Go and browsers refuse it.',
				name,
			);
		default:
			return vscode.l10n.t('The “*” in “{0}” is not at the beginning. Clients refuse it.', name);
	}
}

function dnsNameWords(reason: string, name: string): string {
	switch (reason) {
		case 'empty':
			return vscode.l10n.t('One of the DNS names is empty.');
		case 'url':
			return vscode.l10n.t('“{0}” is a URL, not a host name, so clients cannot match it.', name);
		case 'port':
			return vscode.l10n.t('“{0}” has a port. A certificate names the host only.', name);
		case 'email':
			return vscode.l10n.t('“{0}” is an email address, not a host name.', name);
		case 'nonAscii':
			return vscode.l10n.t(
				'“{0}” contains characters outside ASCII. Go cannot read this certificate; write the name in its xn-- form.',
				name,
			);
		case 'trailingDot':
			return vscode.l10n.t('“{0}” ends with a dot. Go does not match it with the host.', name);
		case 'labelTooLong':
			return vscode.l10n.t(
				'“{0}” has a label of more than 63 characters, which no host name can have.',
				name,
			);
		case 'nameTooLong':
			return vscode.l10n.t('A DNS name is longer than 253 characters, which no host name can be.');
		case 'hyphen':
			return vscode.l10n.t(
				'In “{0}” a label begins or ends with a hyphen, which host names must not.',
				name,
			);
		default:
			return vscode.l10n.t('“{0}” is not a valid host name, so clients cannot match it.', name);
	}
}
