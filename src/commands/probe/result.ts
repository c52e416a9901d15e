import type { ProbeResult } from '../../api.js';
import { failureWords } from './problems.js';
import type { Probed } from './runProbe.js';

/** What programs get: plain data. */
export function resultOf({ report, problems, revocation, request }: Probed): ProbeResult {
	const { address, addresses, protocol, cipher, alpn, versions, chain, trust, stack } = report;
	const { verdict, clientCertificate, httpStatus, stapled, proxy } = report;
	const asked = request.checkRevocation || stapled !== undefined;
	return {
		...(address !== undefined && { address }),
		...(proxy !== undefined && { proxy }),
		addresses: [...addresses],
		...(protocol !== undefined && { protocol }),
		...(cipher !== undefined && { cipher }),
		...(alpn !== undefined && { alpn }),
		versions: versions.map(({ version, status, failure }) => ({
			...{ version, status },
			...(failure && { code: failureWords(failure).code }),
		})),
		chain: chain.map(({ facts }) => facts),
		trust,
		verdict: verdictOf(verdict),
		clientCertificate: plainClient(clientCertificate),
		...(httpStatus !== undefined && { httpStatus }),
		...(stapled && { stapledOcsp: stapled.facts }),
		...(asked && { revocation: [...revocation] }),
		problems: problems.map(({ code, message, severity }) => ({ code, message, severity })),
		stack,
	};
}

function verdictOf({ ok, failure }: Probed['report']['verdict']): ProbeResult['verdict'] {
	if (ok || !failure) return { ok };
	const { message } = failureWords(failure);
	return { ok, code: failure.code, message };
}

function plainClient(
	facts: Probed['report']['clientCertificate'],
): ProbeResult['clientCertificate'] {
	const { acceptedIssuers, ...rest } = facts;
	return { ...rest, ...(acceptedIssuers && { acceptedIssuers: [...acceptedIssuers] }) };
}
