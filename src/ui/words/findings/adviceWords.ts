/** What clients will not accept, as sentences: while typing, and beside what was issued. */
import * as vscode from 'vscode';
import type { Advice } from '../../../core/backends/issuing/clientAdvice.js';
import type { TakenHost } from '../../../core/backends/issuing/nameWishes.js';
import { plainText } from '../plainText.js';
import { exactTime } from '../words.js';

export function adviceSentence({ code, args }: Advice): string {
	const text = (key: string) => plainText(String(args[key] ?? ''), 300);
	const name = text('name');
	switch (code) {
		case 'ipOnlyInCommonName':
			return vscode.l10n.t(
				'Clients will not accept this certificate for {0}: they look for IP addresses among the IP SANs only.',
				name,
			);
		case 'ipAsDnsName':
			return vscode.l10n.t(
				'“{0}” as a DNS name matches no host: clients treat it as an IP address.',
				name,
			);
		case 'uriOnlyInCommonName':
			return vscode.l10n.t(
				'“{0}” is in the common name only: clients read URIs from the URI SANs.',
				name,
			);
		case 'wildcardTooWide':
			return vscode.l10n.t(
				'Browsers and Node.js reject “{0}”: a wildcard needs at least two labels after it, as in *.api.test. List the names instead.',
				name,
			);
		case 'addressAsUri':
			return vscode.l10n.t(
				'Clients that connect to {0} need the name “{1}”; they do not read the URI.',
				name,
				text('host'),
			);
		case 'noServerName':
			return vscode.l10n.t(
				'Browsers and most other clients will reject this server certificate: it has no host name or IP address.',
			);
		case 'clientOnly':
			return vscode.l10n.t(
				'Without a host name or IP address, this certificate can only be used by clients.',
			);
		case 'commonNameTooLong':
			return vscode.l10n.t(
				'The common name has {0} characters; RFC 5280 allows 64, and some programs refuse more.',
				text('length'),
			);
		case 'livesTooLong':
			return vscode.l10n.t(
				'Apple devices reject server certificates that are valid for more than 825 days (this one: {0} days).',
				text('days'),
			);
		case 'outlivesIssuer':
			return vscode.l10n.t(
				'The certificate cannot be used after its issuer expires, {0}.',
				exactTime(text('issuerEnd')),
			);
	}
}

/** Said where a URL was typed as a name. */
export function takenHostSentence({ from, to }: TakenHost): string {
	return vscode.l10n.t(
		'“{0}” is an address: the certificate gets its host, “{1}”.',
		plainText(from, 300),
		plainText(to, 300),
	);
}
