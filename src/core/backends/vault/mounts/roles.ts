/** Roles: what they allow, in the contract's shape, and back. */
import { defined } from '../../../common/defined.js';
import { isPkiError, PkiError } from '../../../common/errors.js';
import type { Page, PageRequest, Role, RoleRules, RoleSummary } from '../../contract/backend.js';
import { asFlag, asNumber, asText, asTexts, type Json } from '../../../http/json.js';
import { listPage } from '../session/lists.js';
import type { Session } from '../session/session.js';

export function listRoles(
	session: Session,
	mount: string,
	page: PageRequest,
): Promise<Page<RoleSummary>> {
	return listPage(session, mount, 'roles', page, ({ keys }) => keys.map((role) => ({ role })));
}

export async function readRole(session: Session, mount: string, role: string): Promise<Role> {
	const { data } = await session.read(`${mount}/roles/${role}`).catch((error: unknown) => {
		if (isPkiError(error, 'notFound') && error.reason === undefined) return { data: undefined };
		throw error;
	});
	if (data === undefined) {
		throw new PkiError('notFound', { reason: 'noRole', args: { mount, role } });
	}
	return { role, rules: readRules(data) };
}

/** The engine's role parameters as rules; 0 is its "not set". */
export function readRules(data: Json): RoleRules {
	return {
		allowAnyName: asFlag(data.allow_any_name),
		allowedDomains: texts(data.allowed_domains),
		allowBareDomains: asFlag(data.allow_bare_domains),
		allowSubdomains: asFlag(data.allow_subdomains),
		allowGlobDomains: asFlag(data.allow_glob_domains),
		allowWildcards: asFlag(data.allow_wildcard_certificates),
		allowLocalhost: asFlag(data.allow_localhost),
		allowTokenName: asFlag(data.allow_token_displayname),
		domainsHaveTemplates: asFlag(data.allowed_domains_template),
		enforceHostnames: asFlag(data.enforce_hostnames),
		allowIpSans: asFlag(data.allow_ip_sans),
		allowedUriSans: texts(data.allowed_uri_sans),
		urisHaveTemplates: asFlag(data.allowed_uri_sans_template),
		requireCommonName: asFlag(data.require_cn),
		commonNameChecks: texts(data.cn_validations),
		serverAuth: asFlag(data.server_flag),
		clientAuth: asFlag(data.client_flag),
		// `any`: the key comes with the request, or the issue call cannot be used.
		keyType: asText(data.key_type),
		keyBits: positive(data.key_bits),
		ttlSeconds: positive(data.ttl),
		maxTtlSeconds: positive(data.max_ttl),
		issuer: asText(data.issuer_ref),
		storesCertificates: data.no_store === undefined ? undefined : data.no_store === false,
		takesCommonNameFromRequest: asFlag(data.use_csr_common_name),
		takesAltNamesFromRequest: asFlag(data.use_csr_sans),
	};
}

/** Rules as role parameters; what is left out is not sent. */
export function roleParameters(
	rules: RoleRules,
): Readonly<Record<string, string | number | boolean | readonly string[]>> {
	const { storesCertificates, ttlSeconds, maxTtlSeconds } = rules;
	const all = {
		allow_any_name: rules.allowAnyName,
		allowed_domains: rules.allowedDomains,
		allow_bare_domains: rules.allowBareDomains,
		allow_subdomains: rules.allowSubdomains,
		allow_glob_domains: rules.allowGlobDomains,
		allow_wildcard_certificates: rules.allowWildcards,
		allow_localhost: rules.allowLocalhost,
		allow_token_displayname: rules.allowTokenName,
		allowed_domains_template: rules.domainsHaveTemplates,
		enforce_hostnames: rules.enforceHostnames,
		allow_ip_sans: rules.allowIpSans,
		allowed_uri_sans: rules.allowedUriSans,
		allowed_uri_sans_template: rules.urisHaveTemplates,
		require_cn: rules.requireCommonName,
		cn_validations: rules.commonNameChecks,
		server_flag: rules.serverAuth,
		client_flag: rules.clientAuth,
		key_type: rules.keyType,
		key_bits: rules.keyBits,
		ttl: ttlSeconds === undefined ? undefined : `${ttlSeconds}s`,
		max_ttl: maxTtlSeconds === undefined ? undefined : `${maxTtlSeconds}s`,
		issuer_ref: rules.issuer,
		no_store: storesCertificates === undefined ? undefined : !storesCertificates,
		use_csr_common_name: rules.takesCommonNameFromRequest,
		use_csr_sans: rules.takesAltNamesFromRequest,
	};
	return defined(all);
}

/** Undefined where the server does not say: an empty list would allow nothing. Old servers write one text. */
function texts(value: unknown): readonly string[] | undefined {
	if (typeof value === 'string') return value.split(',').filter((item) => item !== '');
	return Array.isArray(value) ? asTexts(value) : undefined;
}

function positive(value: unknown): number | undefined {
	const number = asNumber(value);
	return number !== undefined && number > 0 ? number : undefined;
}
