/** CAs as other programs make and keep them, made by OpenSSL. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CaWish {
	/** In the subject, behind `/CN=`. */
	readonly name: string;
	/** Lines of `openssl.cnf`'s extension section. */
	readonly extensions: readonly string[];
	readonly key?: readonly string[];
	readonly days?: number;
	/** File names without endings of the CA above; absent: a root. */
	readonly issuer?: string;
}

/** mkcert's root signs leaves only, and no CRL. */
export const mkcertExtensions: readonly string[] = [
	'basicConstraints=critical,CA:TRUE,pathlen:0',
	'keyUsage=critical,keyCertSign',
	'subjectKeyIdentifier=hash',
];
export const rootExtensions = (pathLength?: number): readonly string[] => [
	`basicConstraints=critical,CA:TRUE${pathLength === undefined ? '' : `,pathlen:${pathLength}`}`,
	'keyUsage=critical,keyCertSign,cRLSign',
	'subjectKeyIdentifier=hash',
];

export const rsaKey: readonly string[] = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072'];
export const ecKey: readonly string[] = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];

export function openssl(...args: readonly string[]): string {
	return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Writes `<file>.crt` and `<file>.key` (PKCS #8) into the folder. */
export function makeCa(folder: string, file: string, wish: CaWish): void {
	const at = (name: string) => join(folder, name);
	const { name, extensions, key = ecKey, days = 3650, issuer } = wish;
	openssl('genpkey', ...key, '-out', at(`${file}.key`));
	writeFileSync(
		at(`${file}.cnf`),
		['[req]', 'distinguished_name=dn', 'string_mask=nombstr', '[dn]', '[ca]', ...extensions].join(
			'\n',
		),
	);
	const request = [
		'-new',
		'-config',
		at(`${file}.cnf`),
		'-key',
		at(`${file}.key`),
		'-subj',
		`/O=Lab/CN=${name}`,
	];
	const validity = ['-days', String(days), '-out', at(`${file}.crt`)];
	if (issuer === undefined) {
		openssl('req', '-x509', ...request, '-extensions', 'ca', ...validity);
		return;
	}
	openssl('req', ...request, '-out', at(`${file}.csr`));
	openssl(
		...[
			'x509',
			'-req',
			'-in',
			at(`${file}.csr`),
			'-extfile',
			at(`${file}.cnf`),
			'-extensions',
			'ca',
		],
		...['-CA', at(`${issuer}.crt`), '-CAkey', at(`${issuer}.key`), '-set_serial', '7', ...validity],
	);
}

/** `<folder>/rootCA.pem` and its key, as mkcert keeps them. */
export function makeMkcertCa(folder: string): void {
	mkdirSync(folder, { recursive: true });
	makeCa(folder, 'rootCA', {
		name: 'mkcert alice@laptop',
		extensions: mkcertExtensions,
		key: rsaKey,
	});
	writeFileSync(join(folder, 'rootCA.pem'), readFileSync(join(folder, 'rootCA.crt')));
	writeFileSync(join(folder, 'rootCA-key.pem'), readFileSync(join(folder, 'rootCA.key')));
}

/** `<folder>/certs` and `<folder>/secrets` with a root and an intermediate, both keys encrypted, as step keeps them. */
export function makeStepCa(folder: string, password: string): void {
	for (const part of ['certs', 'secrets']) mkdirSync(join(folder, part), { recursive: true });
	makeCa(folder, 'root_ca', { name: 'Lab Root CA', extensions: rootExtensions(1) });
	makeCa(folder, 'intermediate_ca', {
		...{ name: 'Lab Intermediate CA', extensions: rootExtensions(0), issuer: 'root_ca' },
	});
	for (const name of ['root_ca', 'intermediate_ca']) {
		writeFileSync(join(folder, 'certs', `${name}.crt`), readFileSync(join(folder, `${name}.crt`)));
		// `EC PRIVATE KEY` below RFC 1421 headers.
		openssl(
			...['ec', '-in', join(folder, `${name}.key`), '-aes256', '-passout', `pass:${password}`],
			...['-out', join(folder, 'secrets', `${name}_key`)],
		);
	}
}
