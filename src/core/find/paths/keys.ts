/** What a setting, option, variable or function says of the file that is given to it. */
import type { PathKind, PathRole } from './candidate.js';

export interface KeyHint {
	readonly kind: PathKind;
	readonly role?: PathRole;
	readonly isChain: boolean;
	/** So much its own name that a value without an extension is a path as well. */
	readonly isStrong: boolean;
}

/** `SSLCertificateKeyFile`, `--ssl-certificate-key`, `ssl.certificate.key` are one and the same: lower case with `_`. */
export function normalKey(key: string): string {
	return key
		.slice(-120)
		.replace(/^\$env:|^-D(?=\w+\.)|^-+|^\$/i, '')
		.replace(/CA(?=Certificate|file|path|info|bundle|key)/, '_Ca_')
		.replace(/CAs(?![a-z])/, 'Cas')
		.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
		.replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
		.replace(/[^A-Za-z0-9]+/g, '_')
		.replace(/^_|_$/g, '')
		.toLowerCase();
}

/** Their value is no file of that kind, although a word says so. */
const notAFile =
	/pass(?:word|phrase|wd)?(?:_|$)|secret|alias|_type$|format|fingerprint|thumbprint|sha\d|_id$|key_ref|usage|algorithm|size$|length|verify|depth|enabled|required|mount_path|sub_path|_dir(?:ectory)?$|_names?$|_url$|authorized|cipher/;

const kinds: readonly (readonly [PathKind, RegExp])[] = [
	// A CA's key is a key as well.
	['key', /(?:^|_)(?:ca)?_?key(?:_?(?:file|path|pem))?$/],
	['crl', /(?:^|_)(?:ssl)?crl|revocation|revoke|(?:^|ssl)crl$/],
	['request', /(?:^|_)(?:csr|req(?:uest)?)(?:_|$)/],
	[
		'ca',
		/(?:^|_)(?:ca|cas|cacerts?|cacertfile|cafile|cainfo|capath|calist|root_?cas?|trusted?|trustee|authority|authorities|issuers?|chain|intermediates?)(?:_|$)|root_?cert|trust_?store|ca_?(?:cert|certs|file|bundle|info)s?(?:_|$)|^ssl_client_certificate$|^(?:pip_cert|deno_cert|ssl_roots|http_ssl_ca_info|grpc_default_ssl_roots_file_path)$/,
	],
	['bundle', /key_?store|pkcs_?12|(?:^|_)(?:p12|pfx|p7b|jks)(?:_|$)/],
	['key', /(?:^|_)(?:private)?_?(?:key|keyfile|keypath|privkey|privatekey)(?:_|$)|ssl_?key/],
	[
		'certificate',
		/(?:^|_)(?:cert|certs|certificate|certificates|crt|certfile|certpath|fullchain|x509|cert_?chain)(?:_|$)|ssl_?cert/,
	],
];

const strong =
	/file|path|cacert|ca_cert|ca_bundle|ca_info|cafile|ssl|tls|root_?cert|certificate|client_cert|client_key|trust_?store|key_?store/;

/** Undefined for a key that names no such file. */
export function hintOfKey(key: string): KeyHint | undefined {
	const name = normalKey(key);
	if (name === '' || notAFile.test(name)) return undefined;
	// The variable of OpenSSL; the setting of PostgreSQL in lower case is the server's own.
	if (/^(?:NIX_)?SSL_CERT_FILE$/.test(key)) {
		return { kind: 'ca', role: 'ca', isChain: false, isStrong: true };
	}
	// A certificate's chain: itself with its issuers, but in Apache the issuers alone.
	if (/cert(?:ificate)?_?chain|fullchain/.test(name) && name !== 'ssl_certificate_chain_file') {
		return { kind: 'certificate', isChain: false, isStrong: false, ...roleOf(name, 'certificate') };
	}
	// A public key is of neither kind.
	if (/public_?key/.test(name)) return undefined;
	const [kind] = kinds.find(([, pattern]) => pattern.test(name)) ?? [];
	if (kind === undefined) return undefined;
	return {
		kind,
		...roleOf(name, kind),
		isChain: kind === 'ca' && /chain|intermediate|issuer/.test(name),
		isStrong: strong.test(name),
	};
}

function roleOf(name: string, kind: PathKind): { readonly role?: PathRole } {
	if (kind === 'ca') return { role: 'ca' };
	if (
		/^(?:vault|bao|etcdctl|docker|kafka|pg|mysql)_?.*client|(?:^|_)client(?:_|$)|^proxy_ssl|^pgssl|mtls/.test(
			name,
		)
	) {
		return { role: 'client' };
	}
	return /(?:^|_)server(?:_|$)|^ssl_certificate/.test(name) ? { role: 'server' } : {};
}

/** Functions that take such files, each with what its arguments are. */
const calls: Readonly<Record<string, readonly (PathKind | undefined)[]>> = {
	loadx509keypair: ['certificate', 'key'],
	load_cert_chain: ['certificate', 'key'],
	load_verify_locations: ['ca'],
	listenandservetls: [undefined, 'certificate', 'key'],
	createfrompemfile: ['certificate', 'key'],
	createfromencryptedpemfile: ['certificate'],
	use_certificate_file: ['certificate'],
	use_certificate_chain_file: ['certificate'],
	use_privatekey_file: ['key'],
	use_private_key_file: ['key'],
	x509certificate2: ['certificate'],
	// Caddy's directive.
	tls: ['certificate', 'key'],
};

/** Undefined for other functions, and for an argument that is no such file. */
export function hintOfCall(callee: string, argument: number): KeyHint | undefined {
	const name = /(?<![\w$])[\w$]+$/.exec(callee)?.[0].toLowerCase() ?? '';
	const kind = Object.hasOwn(calls, name) ? calls[name]?.[argument] : undefined;
	return kind === undefined
		? undefined
		: { kind, isChain: false, isStrong: false, ...(kind === 'ca' ? { role: 'ca' } : {}) };
}

const byExtension: Readonly<Record<string, PathKind>> = {
	...{ key: 'key', csr: 'request', req: 'request', crl: 'crl', 'ca-bundle': 'ca' },
	...{ p7b: 'bundle', p7c: 'bundle', p12: 'bundle', pfx: 'bundle', jks: 'bundle' },
};

/** `.pem` and the like may hold anything. */
export function kindOfExtension(extension: string): PathKind | undefined {
	return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
}

/** What a key is called beside its kind: `VAULT_CLIENT_CERT` and `VAULT_CLIENT_KEY` are both `vault_client`. */
export function stemOf(key: string): string {
	return normalKey(key)
		.replace(/(?:root)?cert$|key$|crl$/, (word) => `_${word}`)
		.split('_')
		.filter((word) => word !== '' && !kindWords.has(word))
		.join('_');
}

const kindWords = new Set([
	...[
		'cert',
		'certs',
		'certificate',
		'certificates',
		'crt',
		'certfile',
		'certpath',
		'chain',
		'fullchain',
	],
	...[
		'key',
		'keyfile',
		'keypath',
		'private',
		'privkey',
		'file',
		'path',
		'pem',
		'ca',
		'cacert',
		'cafile',
	],
	...['rootcert', 'root', 'bundle', 'crl', 'filename', 'location', 'trusted', 'trust', 'public'],
]);
