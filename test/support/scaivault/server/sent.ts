/** The fields of a body or a query, which are checked against the table before anybody reads them here. */
export type Values = Readonly<Record<string, unknown>>;

export class Sent {
	constructor(private readonly values: Values) {}

	has(name: string): boolean {
		return this.values[name] !== undefined;
	}

	text(name: string): string | undefined {
		const value = this.values[name];
		return typeof value === 'string' ? value : undefined;
	}

	/** Of a field that the table requires. */
	needed(name: string): string {
		const value = this.text(name);
		if (value === undefined) throw new Error(`The table lets a call without ${name} through.`);
		return value;
	}

	number(name: string): number | undefined {
		const value = this.values[name];
		return typeof value === 'number' ? value : undefined;
	}

	flag(name: string): boolean | undefined {
		const value = this.values[name];
		return typeof value === 'boolean' ? value : undefined;
	}

	/** Also of one string with commas. */
	list(name: string): readonly string[] | undefined {
		const value = this.values[name];
		if (typeof value === 'string') return value.split(',').map((one) => one.trim());
		return Array.isArray(value) ? value.map(String) : undefined;
	}

	inner(name: string): Sent {
		return new Sent(objectOf(this.values[name]));
	}

	inners(name: string): readonly Sent[] | undefined {
		const value = this.values[name];
		return Array.isArray(value) ? value.map((one) => new Sent(objectOf(one))) : undefined;
	}

	/** As they came. */
	all(): Values {
		return this.values;
	}
}

function objectOf(value: unknown): Values {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}
