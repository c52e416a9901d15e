/** Fills an OpenBao or Vault dev server: a two-level CA, roles, and a few hundred certificates in every state. */

const yearHours = 8760;

/**
 * @typedef {object} Seeded
 * @property {readonly string[]} mounts
 * @property {number} certificates
 */

/** @typedef {(method: string, path: string, body?: unknown) => Promise<any>} Call */

const roles = {
	'web-server': {
		allowed_domains: ['example.test'],
		allow_subdomains: true,
		allow_bare_domains: true,
		server_flag: true,
		client_flag: false,
		key_type: 'ec',
		key_bits: 256,
		max_ttl: '2160h',
	},
	'service-client': {
		allowed_domains: ['svc.example.test'],
		allow_subdomains: true,
		allow_glob_domains: true,
		allowed_uri_sans: ['spiffe://example.test/*'],
		server_flag: false,
		client_flag: true,
		key_type: 'ec',
		key_bits: 256,
		max_ttl: '720h',
	},
	'any-name': {
		allow_any_name: true,
		enforce_hostnames: false,
		key_type: 'any',
		max_ttl: '8760h',
	},
};

/** Lets certificates begin in the past; only while the server is filled. */
const backdating = {
	role: 'backdated',
	rules: { ...roles['web-server'], max_ttl: '8760h', not_before_duration: `${24 * 90}h` },
};

/**
 * @param {string} address
 * @param {string} token
 * @param {{ valid?: number, expiring?: number, expired?: number, revoked?: number }} [counts]
 * @returns {Promise<Seeded>}
 */
export async function seedVault(address, token, counts = {}) {
	const { valid = 240, expiring = 30, expired = 20, revoked = 12 } = counts;
	const call = caller(address, token);
	await makeAuthorities(call, address);
	for (const [name, role] of Object.entries(roles)) {
		await call('POST', `pki_int/roles/${name}`, role);
	}
	await call('POST', `pki_int/roles/${backdating.role}`, backdating.rules);
	/** @type {{ name: string, days: number, role?: string, revoke?: boolean }[]} */
	const wanted = [
		...names('old', expired).map((name, index) => ({
			...{ name, days: -1 - (index % 30), role: backdating.role },
		})),
		...names('web', valid).map((name, index) => ({ name, days: 20 + (index % 70) })),
		...names('soon', expiring).map((name, index) => ({
			...{ name, days: 1 + (index % 7), role: backdating.role },
		})),
		...names('gone', revoked).map((name) => ({ name, days: 30, revoke: true })),
	];
	await inParallel(wanted, 8, async ({ name, days, role = 'web-server', revoke }) => {
		const { data } = await call('POST', `pki_int/issue/${role}`, {
			common_name: name,
			not_after: inDays(days),
		});
		if (revoke) await call('POST', 'pki_int/revoke', { serial_number: data.serial_number });
	});
	await call('DELETE', `pki_int/roles/${backdating.role}`);
	return { mounts: ['pki_root', 'pki_int'], certificates: wanted.length };
}

/**
 * A fresh mount caps every lifetime at 768 hours, so its limit comes first.
 *
 * @param {Call} call
 * @param {string} address
 */
async function makeAuthorities(call, address) {
	const mount = (
		/** @type {string} */ path,
		/** @type {number} */ years,
		/** @type {string} */ description,
	) =>
		call('POST', `sys/mounts/${path}`, {
			type: 'pki',
			description,
			config: { max_lease_ttl: `${years * yearHours}h` },
		});
	await mount('pki_root', 10, 'Root CA');
	await mount('pki_int', 5, 'Issuing CA');
	for (const path of ['pki_root', 'pki_int']) {
		await call('POST', `${path}/config/urls`, {
			issuing_certificates: `${address}/v1/${path}/ca`,
			crl_distribution_points: `${address}/v1/${path}/crl`,
		});
	}
	const key = { key_type: 'ec', key_bits: 256 };
	await call('POST', 'pki_root/root/generate/internal', {
		...key,
		common_name: 'Example Root CA',
		issuer_name: 'example-root',
		ttl: `${10 * yearHours}h`,
	});
	const request = await call('POST', 'pki_int/intermediate/generate/internal', {
		...key,
		common_name: 'Example Issuing CA',
	});
	const signed = await call('POST', 'pki_root/root/sign-intermediate', {
		csr: request.data.csr,
		common_name: 'Example Issuing CA',
		ttl: `${5 * yearHours - 24}h`,
	});
	const imported = await call('POST', 'pki_int/intermediate/set-signed', {
		certificate: [signed.data.certificate, signed.data.issuing_ca].join('\n'),
	});
	const [issuer] = imported.data.imported_issuers;
	await call('POST', `pki_int/issuer/${issuer}`, { issuer_name: 'example-issuing' });
}

/**
 * @param {string} address
 * @param {string} token
 * @returns {Call} Rejects with the server's words.
 */
function caller(address, token) {
	return async (method, path, body) => {
		const response = await fetch(`${address}/v1/${path}`, {
			method,
			headers: { 'X-Vault-Token': token },
			body: body === undefined ? null : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.trim()}`);
		return text === '' ? {} : JSON.parse(text);
	};
}

/**
 * @param {number} days
 * @returns {string} RFC 3339, whole seconds.
 */
function inDays(days) {
	return new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+/, '');
}

/**
 * @param {string} prefix
 * @param {number} count
 */
function names(prefix, count) {
	return Array.from(
		{ length: count },
		(_, index) => `${prefix}-${String(index + 1).padStart(3, '0')}.example.test`,
	);
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {number} width
 * @param {(item: T) => Promise<void>} work
 */
async function inParallel(items, width, work) {
	const queue = items.values();
	const worker = async () => {
		for (const item of queue) await work(item);
	};
	await Promise.all(Array.from({ length: width }, worker));
}
