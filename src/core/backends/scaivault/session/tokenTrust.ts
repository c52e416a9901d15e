/** Whom the server that gives tokens out is checked against. */
import { readTexts } from '../../../tls/tlsTexts.js';
import { TlsFiles } from '../../../tls/tlsFiles.js';
import { splitCertificates } from '../../answers/values.js';
import type { BackendHost } from '../../contract/backend.js';
import { readAddress } from '../address.js';

/**
 * The CA file alone where it is the connection's own server; another one may have a certificate of a public CA, so that the
 * system's are trusted as well. Neither the client certificate nor the name of the server is meant for another program.
 */
export function tokenTrust(
	url: URL,
	{ caFile = '', address = '' }: Readonly<Record<string, string>>,
	host: BackendHost,
): TlsFiles {
	if (caFile === '') return new TlsFiles({}, host);
	const own = readAddress(address);
	if (typeof own !== 'string' && own.url.origin === url.origin) {
		return new TlsFiles({ caFile }, host);
	}
	const all = async () => {
		const { ca } = await readTexts({ caFile }, host);
		const system = (await host.systemCertificates?.()) ?? [];
		return [...system, ...splitCertificates(ca?.text ?? '')];
	};
	return new TlsFiles(
		{},
		{
			readFile: (path) => host.readFile(path),
			listFiles: (path) => host.listFiles(path),
			...{ secrets: host.secrets, systemCertificates: all },
		},
	);
}
