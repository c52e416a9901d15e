/** Which of both ends' certificates can be renewed. */
import type { CommandContext } from '../command.js';
import type { Material } from './material.js';
import { ownOf, type PreflightRequest } from './request.js';

export type End = 'client' | 'server';

/** Whose certificate lies in a file and is from a connection that is known: as *Renew* of lens and hover. */
export function renewableEnds(
	{ issued }: Pick<CommandContext, 'issued'>,
	request: PreflightRequest,
): readonly End[] {
	return (['client', 'server'] as const).filter((end) => {
		const material = materialOf(end, request);
		const facts = ownOf(material);
		return material?.uri?.scheme === 'file' && facts !== undefined && issued.hasIssuer(facts);
	});
}

export function materialOf(end: End, request: PreflightRequest): Material | undefined {
	return end === 'client' ? request.certificate : request.serverCertificate;
}
