/**
 * Names of elliptic curves (SEC 2, 2010, appendix A; RFC 5639, 4; ANSI X9.62; GB/T 32918), those of NIST as FIPS 186 has
 * them. All that OpenSSL knows but those of WAP and of older X9.62 over binary fields.
 */

/** Below an arc, by their numbers. */
function below(arc: string, names: Readonly<Record<number, string>>): readonly [string, string][] {
	return Object.entries(names).map(([number, name]) => [`${arc}.${number}`, name]);
}

const curves: ReadonlyMap<string, string> = new Map([
	...below('1.2.840.10045.3.1', {
		...{ 1: 'P-192', 2: 'prime192v2', 3: 'prime192v3', 4: 'prime239v1', 5: 'prime239v2' },
		...{ 6: 'prime239v3', 7: 'P-256' },
	}),
	...below('1.3.132.0', {
		...{ 1: 'sect163k1', 2: 'sect163r1', 3: 'sect239k1', 4: 'sect113r1', 5: 'sect113r2' },
		...{ 6: 'secp112r1', 7: 'secp112r2', 8: 'secp160r1', 9: 'secp160k1', 10: 'secp256k1' },
		...{ 15: 'sect163r2', 16: 'sect283k1', 17: 'sect283r1', 22: 'sect131r1', 23: 'sect131r2' },
		...{ 24: 'sect193r1', 25: 'sect193r2', 26: 'sect233k1', 27: 'sect233r1', 28: 'secp128r1' },
		...{ 29: 'secp128r2', 30: 'secp160r2', 31: 'secp192k1', 32: 'secp224k1', 33: 'P-224' },
		...{ 34: 'P-384', 35: 'P-521', 36: 'sect409k1', 37: 'sect409r1', 38: 'sect571k1' },
		...{ 39: 'sect571r1' },
	}),
	...below('1.3.36.3.3.2.8.1.1', {
		...{ 1: 'brainpoolP160r1', 2: 'brainpoolP160t1', 3: 'brainpoolP192r1', 4: 'brainpoolP192t1' },
		...{ 5: 'brainpoolP224r1', 6: 'brainpoolP224t1', 7: 'brainpoolP256r1', 8: 'brainpoolP256t1' },
		...{ 9: 'brainpoolP320r1', 10: 'brainpoolP320t1', 11: 'brainpoolP384r1' },
		...{ 12: 'brainpoolP384t1', 13: 'brainpoolP512r1', 14: 'brainpoolP512t1' },
	}),
	['1.2.156.10197.1.301', 'SM2'],
]);

const oids: ReadonlyMap<string, string> = new Map([...curves].map(([oid, name]) => [name, oid]));

/** The curve's name, else the OID. */
export function curveName(oid: string): string {
	return curves.get(oid) ?? oid;
}

/** The way back, for names and OIDs that `curveName` answered. */
export function curveOid(name: string): string | undefined {
	return oids.get(name) ?? (/^[0-2](\.\d{1,9}){2,}$/.test(name) ? name : undefined);
}
