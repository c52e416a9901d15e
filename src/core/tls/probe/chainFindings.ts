/** What the rules find in the chain that a server sent, as they would in a file with it. */
import { analyze, type Finding } from '../../diagnostics/analyze.js';
import { chainsOf } from '../../diagnostics/contents/fileChains.js';
import { headline, type RuleBlock, type RuleContext } from '../../diagnostics/rule.js';
import { decodeInSlices } from '../../decode/decode.js';
import { toPem } from '../../find/pem.js';
import { type ChainItem, isIssuerOf, isSelfIssued } from '../../x509/chain.js';
import type { ProbeReport } from './model.js';

/** What is about how a file is written, and not about what a server sent. */
const aboutFiles: ReadonlySet<string> = new Set(['leafWithCaTrue']);

/** More than that is no chain, and what the rules would say of each is not read by anybody. */
const mostJudged = 20;

interface Judging extends RuleContext {
	/** The CAs that were chosen; absent: the system's, of which only the verdict is known. */
	readonly chosen?: readonly ChainItem[] | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** The gravest first. */
export async function chainFindings(
	{ chain, verdict }: Pick<ProbeReport, 'chain' | 'verdict'>,
	{ chosen, signal, ...context }: Judging,
): Promise<readonly Finding[]> {
	const text = chain
		.slice(0, mostJudged)
		.map(({ der }) => toPem('CERTIFICATE', der))
		.join('');
	const blocks: readonly RuleBlock[] = await decodeInSlices(text);
	const found = await analyze({ blocks, text }, context, {
		scopes: ['block', 'file'],
		signal,
	});
	const others = found.filter(
		({ code }) => code !== 'missingIntermediate' && !aboutFiles.has(code),
	);
	const missing = missingIssuer(blocks, text, verdict, chosen);
	const all = missing ? [missing, ...others] : others;
	const rank = ({ severity }: Finding) => severities.indexOf(severity);
	return [...all].sort((one, other) => rank(one) - rank(other));
}

const severities: readonly Finding['severity'][] = ['error', 'warning', 'information', 'hint'];

/** Verdicts by which a chain does not lead to a CA that is trusted. */
const unknownIssuer: ReadonlySet<string> = new Set([
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_GET_ISSUER_CERT',
]);

/**
 * The issuer of the topmost certificate is an intermediate that was not sent. With the system's CAs nobody can tell an
 * unknown root from an intermediate, except that a verdict of unknown issuers stands for either.
 */
function missingIssuer(
	blocks: readonly RuleBlock[],
	text: string,
	{ failure }: ProbeReport['verdict'],
	chosen: readonly ChainItem[] | undefined,
): Finding | undefined {
	const chains = chainsOf({ blocks, text });
	const [leaf] = chains.certificates;
	const top = leaf && chains.pathOf(leaf).at(-1);
	if (!top || isSelfIssued(top.facts)) return undefined;
	const issuers = (chosen ?? []).filter(({ facts }) => isIssuerOf(facts, top.facts));
	const isRootTrusted = issuers.some(({ facts }) => isSelfIssued(facts));
	const isIntermediateTrusted = issuers.length > 0 && !isRootTrusted;
	const isUnknown = failure?.code !== undefined && unknownIssuer.has(failure.code);
	if (isRootTrusted || !(isIntermediateTrusted || isUnknown)) return undefined;
	const { block, facts } = top;
	return {
		...{ code: 'missingIntermediate', severity: 'warning', ...headline(block), block },
		args: { issuer: facts.issuer },
	};
}
