import { quoteFor } from '../common/shellQuote.js';

/**
 * For a POSIX shell, on Windows for PowerShell: reads a private key in old encryption and writes it in PKCS #8 with AES-256
 * (RFC 8018, PBES2) to a new file beside it. OpenSSL asks for the passphrases; the legacy provider reads what OpenSSL 3 does
 * not by itself.
 */
export function reencryptCommand(file: string, platform: NodeJS.Platform): string {
	const [, stem = file, extension = ''] = /^(.*?)(\.[^./\\]*)?$/.exec(file) ?? [];
	const [source, target] = [file, `${stem}.aes256${extension}`].map((path) =>
		quoteFor(platform, path),
	);
	const providers = '-provider default -provider legacy';
	return `openssl pkcs8 -topk8 -v2 aes-256-cbc ${providers} -in ${source} -out ${target}`;
}
