/** The field for the address of a server, whichever server it is. */
import type { FieldDetails } from '../contract/definition.js';
import { type Address, type AddressProblem, isExposed, nameOf } from './address.js';

export interface AddressOptions {
	readonly placeholder: string;
	readonly read: (text: string) => Address | AddressProblem;
	/** What an address says of other fields, by their ids. */
	readonly others: (address: Address) => Readonly<Record<string, string | undefined>>;
}

export function addressDetails({ placeholder, read, others }: AddressOptions): FieldDetails {
	return {
		...{ required: true, placeholder },
		mends: ['unreachable', 'standby', 'unexpected', 'invalid/badAddress'],
		validate(value) {
			const address = read(value);
			if (typeof address === 'string') return address;
			return isExposed(address) ? 'insecureUrl' : undefined;
		},
		correct(value) {
			const address = read(value);
			if (typeof address === 'string') return undefined;
			const { href, hadCredentials } = address;
			const said = Object.entries(others(address)).flatMap(([id, other]): [string, string][] =>
				other === undefined ? [] : [[id, other]],
			);
			const label = nameOf(address);
			return { value: href, others: Object.fromEntries(said), label, hadCredentials };
		},
	};
}
