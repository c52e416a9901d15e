/** Issuing with a key of the server's, and signing requests with a key of one's own. */
import { createPrivateKey } from 'node:crypto';
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord, asText, asTexts, type Json } from '../../../http/json.js';
import { firstPemDer } from '../../../find/pem.js';
import { chainItemOf, chainsIn } from '../../../x509/chain.js';
import { readRequest } from '../../../x509/request.js';
import { splitCertificates } from '../../answers/values.js';
import type {
	CertificateWishes,
	IssuedCertificate,
	IssueRequest,
	SignRequest,
} from '../../contract/backend.js';
import { durationInHours, durationText, isBadDuration, isOtherInHours } from '../answers/values.js';
import type { Session } from '../session/session.js';
import { mount } from './authorities.js';
import type { PkiParts } from './certificates.js';

/** How names are sent: the tutorial has lists, other servers of the kind one text. */
export interface Habits {
	names: 'list' | 'text';
}

/**
 * `POST /v1/pki/issue/{role}`: a certificate with a key of the server's, as PKCS#8 where it can be read. What was issued
 * is answered whether or not its chain can be read. Rejects with `invalid` (reason `noNames`, or `args.field`),
 * `unsupported` (reasons `uriSans`, `issuerChoice`), `notFound` (reason `noRole`), `forbidden`, and `unexpected` (reason
 * `missingAnswer`) where no certificate came back.
 *
 * @param habits How names are sent; what the server takes is noted there.
 */
export async function issue(
	session: Session,
	parts: PkiParts,
	habits: Habits,
	request: IssueRequest,
): Promise<IssuedCertificate> {
	const { body, names } = namesOf(request);
	const asOneText = Object.fromEntries(names.map(([name, values]) => [name, values.join(',')]));
	const asList = Object.fromEntries(names);
	const forms = habits.names === 'list' ? [asList, asOneText] : [asOneText, asList];
	const answer = await sendWishes(session, { action: 'issue', request, body, forms }, () => {
		habits.names = habits.names === 'list' ? 'text' : 'list';
	});
	const issued = await readIssued(session, parts, answer);
	const key = asText(answer.private_key);
	return { ...issued, ...(key !== undefined && { privateKeyPem: toPkcs8(key) }) };
}

/** `POST /v1/pki/sign/{role}`: a certificate for a request, as PEM. Rejects as `issue` does. */
export async function sign(
	session: Session,
	parts: PkiParts,
	request: SignRequest,
): Promise<IssuedCertificate> {
	requireKnownWishes(request);
	const body = { csr_pem: request.request };
	const { altNames = [], ipSans = [] } = request;
	// How the field for other names is called is not documented, so that it is sent only where it is needed.
	const others = namesInRequest(request) ? [] : [...altNames, ...ipSans];
	const answer = await sendWishes(session, {
		...{ action: 'sign', request, body },
		forms: others.length === 0 ? [{}] : [{ alt_names: others }, { subject_alt_names: others }],
	});
	return readIssued(session, parts, answer);
}

/** The names as an issue request has them, those beside the common name in lists. */
function namesOf(request: CertificateWishes) {
	requireKnownWishes(request);
	const { commonName, altNames = [], ipSans = [] } = request;
	const [first, ...others] = commonName === undefined ? altNames : [commonName, ...altNames];
	// The API requires a common name; without any name there is nothing to issue.
	if (first === undefined && ipSans.length === 0)
		throw new PkiError('invalid', { reason: 'noNames' });
	const body = { common_name: first ?? ipSans[0] };
	const names = Object.entries({ alt_names: others, ip_sans: ipSans }).filter(
		([, values]) => values.length > 0,
	);
	return { body, names };
}

/** The body of an issue request in the documented form, for programs that send it themselves. */
export function issueBody(request: CertificateWishes): Json {
	const { body, names } = namesOf(request);
	const { ttlSeconds } = request;
	const ttl = ttlSeconds === undefined ? {} : { ttl: durationText(ttlSeconds) };
	return { ...body, ...Object.fromEntries(names), ...ttl };
}

/** What no field of a request can say. */
function requireKnownWishes({ uriSans = [], issuer }: CertificateWishes): void {
	if (uriSans.length > 0) {
		throw new PkiError('unsupported', { reason: 'uriSans', args: { field: 'uriSans' } });
	}
	if (issuer !== undefined) throw new PkiError('unsupported', { reason: 'issuerChoice' });
}

/** Whether the request itself has every name that is wished for. */
function namesInRequest({ request, commonName, altNames = [], ipSans = [] }: SignRequest): boolean {
	const der = firstPemDer(request, 'CERTIFICATE REQUEST');
	if (!der) return true;
	const facts = readRequest(der);
	const own = new Set(facts.subjectAltNames.map(({ value }) => value.toLowerCase()));
	const inSubject = facts.commonName?.toLowerCase();
	const isThere = (name: string) => own.has(name.toLowerCase()) || name.toLowerCase() === inSubject;
	return [commonName ?? [], altNames, ipSans].flat().every(isThere);
}

interface Wishes {
	readonly action: 'issue' | 'sign';
	readonly request: CertificateWishes;
	readonly body: Json;
	/** How the names may be sent, the documented way first. */
	readonly forms: readonly Json[];
}

/**
 * Sent as the examples have it; where a refusal says that the server reads it the other way, that way once: nothing was
 * issued then.
 *
 * @param took Told that the second way was the right one.
 */
async function sendWishes(
	session: Session,
	wishes: Wishes,
	took: () => void = () => undefined,
): Promise<Json> {
	const { forms, request } = wishes;
	const [first = {}, second] = forms;
	try {
		return await post(session, wishes, first);
	} catch (error) {
		if (isBadDuration(error) && isOtherInHours(request.ttlSeconds)) {
			return post(session, wishes, first, durationInHours);
		}
		if (second === undefined || !isAboutForm(error, first, request)) throw error;
		// Of two refusals, that of the documented way is told.
		const answer = await post(session, wishes, second).catch(() => {
			throw error;
		});
		took();
		return answer;
	}
}

async function post(
	session: Session,
	{ action, request, body }: Wishes,
	names: Json,
	duration: (seconds: number) => string = durationText,
): Promise<Json> {
	const { role, ttlSeconds } = request;
	const answer = await session.send({
		...{ method: 'POST', path: ['pki', action, role], scope: 'pki:issue' },
		about: { role, mount },
		body: { ...body, ...names, ...(ttlSeconds !== undefined && { ttl: duration(ttlSeconds) }) },
	});
	return asRecord(answer.json);
}

/** How servers say that a field is not known, or not of that type. */
const formWords =
	/\b(?:of type|type error|wrong type|invalid type|expected type|unmarshal|unknown|unexpected|unrecogni[sz]ed|extra (?:fields?|inputs?)|additional propert)|\b(?:an?|expected) (?:valid )?(?:list|array|string)\b/i;
const roleWords = /\b(?:roles?|domains?|patterns?|polic(?:y|ies))\b/i;

/**
 * Whether a refusal is about how the names were sent, and not about what they are: a role that refuses a name would be
 * asked a second time, perhaps with fields that nobody heeds.
 */
function isAboutForm(error: unknown, form: Json, { role }: CertificateWishes): boolean {
	if (!isPkiError(error, 'invalid')) return false;
	// What was sent may hold any word.
	const sent = [role, ...Object.values(form).flatMap((value) => asTexts([value].flat()))];
	return error.serverMessages.some((text) => {
		const own = sent.reduce((rest, value) => rest.replaceAll(value, ''), text);
		const isNamed = Object.keys(form).some((name) => own.includes(name));
		return isNamed && formWords.test(own) && !roleWords.test(own);
	});
}

/** What came back is read from the certificate itself; the answer's own fields may be left out. */
async function readIssued(
	session: Session,
	{ authorities, known }: PkiParts,
	answer: Json,
): Promise<IssuedCertificate> {
	const text = asText(answer.certificate) ?? asText(answer.certificate_pem) ?? '';
	const [certificatePem, ...rest] = splitCertificates(text);
	const facts = certificatePem === undefined ? undefined : known.note(certificatePem);
	if (certificatePem === undefined || facts?.notAfter === undefined) {
		throw new PkiError('unexpected', { reason: 'missingAnswer' });
	}
	const { ca_chain: chain } = answer;
	const sent = typeof chain === 'string' ? [chain] : asTexts(chain);
	const above = inOrder(certificatePem, [...rest, ...sent.flatMap(splitCertificates)]);
	const { serialNumber, notAfter } = facts;
	return {
		...{ serialNumber, notAfter, certificatePem, warnings: [] },
		chainPem: above.length > 0 ? above : await authorities.chainIfReadable(session, certificatePem),
	};
}

/** From the issuer up: which end of the chain comes first is not documented. */
function inOrder(certificatePem: string, chain: readonly string[]): readonly string[] {
	const item = chainItemOf(certificatePem);
	if (!item) return [];
	const bag = chain.flatMap((pem) => {
		const found = chainItemOf(pem);
		return found ? [{ ...found, pem }] : [];
	});
	const start = { ...item, pem: certificatePem };
	return chainsIn([...bag, start])(start)
		.slice(1)
		.map(({ pem }) => pem);
}

/** PKCS#8, as the contract has keys; the server's own form is not documented. */
function toPkcs8(pem: string): string {
	if (/^-----BEGIN PRIVATE KEY-----/m.test(pem)) return pem.endsWith('\n') ? pem : `${pem}\n`;
	try {
		return createPrivateKey(pem).export({ format: 'pem', type: 'pkcs8' }).toString();
	} catch {
		// It exists nowhere else: in a form that cannot be read here it is still of use.
		return pem;
	}
}
