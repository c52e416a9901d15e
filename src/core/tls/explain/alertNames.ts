/** The alerts of TLS (RFC 8446, 6), as OpenSSL, BoringSSL and Java name them, and in Go's words where they differ. */
export const alertNames: readonly (readonly [alert: number, name: string, go?: string])[] = [
	[10, 'UNEXPECTED_MESSAGE'],
	[20, 'BAD_RECORD_MAC'],
	[22, 'RECORD_OVERFLOW'],
	[40, 'HANDSHAKE_FAILURE'],
	[42, 'BAD_CERTIFICATE'],
	[43, 'UNSUPPORTED_CERTIFICATE'],
	[44, 'CERTIFICATE_REVOKED', 'revoked certificate'],
	[45, 'CERTIFICATE_EXPIRED', 'expired certificate'],
	[46, 'CERTIFICATE_UNKNOWN', 'unknown certificate'],
	[47, 'ILLEGAL_PARAMETER'],
	[48, 'UNKNOWN_CA', 'unknown certificate authority'],
	[49, 'ACCESS_DENIED'],
	[50, 'DECODE_ERROR', 'error decoding message'],
	[51, 'DECRYPT_ERROR', 'error decrypting message'],
	[70, 'PROTOCOL_VERSION', 'protocol version not supported'],
	[71, 'INSUFFICIENT_SECURITY', 'insufficient security level'],
	[80, 'INTERNAL_ERROR'],
	[86, 'INAPPROPRIATE_FALLBACK'],
	[90, 'USER_CANCELED'],
	[109, 'MISSING_EXTENSION'],
	[110, 'UNSUPPORTED_EXTENSION'],
	[112, 'UNRECOGNIZED_NAME'],
	[113, 'BAD_CERTIFICATE_STATUS_RESPONSE'],
	[115, 'UNKNOWN_PSK_IDENTITY'],
	[116, 'CERTIFICATE_REQUIRED'],
	[120, 'NO_APPLICATION_PROTOCOL'],
];

/** `unknown_ca`, `UNKNOWN_CA` and rustls's `UnknownCA` are the same. */
const byLetters = new Map(alertNames.map(([alert, name]) => [letters(name), alert]));

/** By a library's name for it; undefined: there is no alert of that name. */
export function alertOfName(name: string): number | undefined {
	return byLetters.get(letters(name));
}

function letters(name: string): string {
	return name.replaceAll('_', '').toLowerCase();
}
