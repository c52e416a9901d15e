/** When a certificate is to be renewed. */

interface Life {
	/** ISO 8601. */
	readonly notBefore: string;
	readonly notAfter: string;
}

/** Two thirds of the life are over then, as ACME clients and cert-manager count; milliseconds since 1970. */
export function renewalMoment({ notBefore, notAfter }: Life): number {
	const [from, to] = [Date.parse(notBefore), Date.parse(notAfter)];
	return from + ((to - from) * 2) / 3;
}

export function isRenewalDue(life: Life, now: Date): boolean {
	return renewalMoment(life) <= now.getTime();
}
