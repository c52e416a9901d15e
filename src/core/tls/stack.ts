/** The TLS library of the runtime that this code runs in. */
export interface TlsStack {
	/** Electron, and with it desktop VS Code, is built with BoringSSL; Node with OpenSSL. */
	readonly name: 'OpenSSL' | 'BoringSSL';
	/** As the runtime tells it; absent where it tells none. */
	readonly version?: string;
	/** `Node 24.21.0`, `Electron 37.2.0`. */
	readonly runtime: string;
}

export function tlsStack(versions: Readonly<Partial<Record<string, string>>>): TlsStack {
	const { electron, boringssl, openssl, node = '' } = versions;
	const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron}`;
	if (electron === undefined && boringssl === undefined) {
		return { name: 'OpenSSL', ...(openssl !== undefined && { version: openssl }), runtime };
	}
	// BoringSSL has no releases: `openssl` is a number of its API there.
	return { name: 'BoringSSL', ...(boringssl !== undefined && { version: boringssl }), runtime };
}
