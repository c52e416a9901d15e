/** A proxy on the way to a server. */
export interface ProxyServer {
	/** `http:`, `https:` or a kind of `socks:`; without user name and password. */
	readonly url: URL;
	/** From the address, decoded. */
	readonly credentials?: { readonly user: string; readonly password: string };
	/** The whole value of `Proxy-Authorization`; goes before the credentials. */
	readonly authorization?: string;
	/** Whether the certificate of an `https:` proxy is checked. Says nothing about servers, which always are. */
	readonly verify: boolean;
	/** What named it: `http.proxy`, a variable such as `HTTPS_PROXY`, or `system`. */
	readonly source: string;
}

export interface ProxyFinder {
	/**
	 * The proxy on the way to an address, asked for every request; undefined: none. Rejects with `unreachable`
	 * (reason `badProxy`) where one is set that cannot be used.
	 */
	proxyFor?(url: URL): Promise<ProxyServer | undefined>;
}
