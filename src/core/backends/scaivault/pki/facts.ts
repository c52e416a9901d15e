/** What is known of certificates beside the list, which has ids, names and times alone. */
import { readPemListFacts } from '../../../x509/certificate.js';
import type { CertificateListFacts } from '../../../x509/model.js';

/** So many are kept; of the others a list says what the server's list says. */
const most = 5000;

/** By serial number: the id that reads go by, and the facts of those that were issued or read. Neither ever changes. */
export class KnownCertificates {
	readonly #ids = new Map<string, string>();
	readonly #facts = new Map<string, CertificateListFacts>();

	idOf(serialNumber: string): string | undefined {
		return this.#ids.get(serialNumber);
	}

	noteId(serialNumber: string, id: string): void {
		keep(this.#ids, serialNumber, id);
	}

	forgetId(serialNumber: string): void {
		this.#ids.delete(serialNumber);
	}

	factsOf(serialNumber: string): CertificateListFacts | undefined {
		return this.#facts.get(serialNumber);
	}

	/** Undefined where the PEM holds no certificate. */
	note(pem: string): CertificateListFacts | undefined {
		const facts = readPemListFacts(pem);
		if (!facts) return undefined;
		keep(this.#facts, facts.serialNumber, facts);
		return facts;
	}
}

/** In the place of the oldest, where there are enough. */
function keep<T>(known: Map<string, T>, serialNumber: string, value: T): void {
	known.delete(serialNumber);
	const [oldest] = known.keys();
	if (known.size >= most && oldest !== undefined) known.delete(oldest);
	known.set(serialNumber, value);
}
