type Defined<T> = {
	[K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
	[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same without the properties that are undefined, which spreading would put over given ones. */
export function defined<T extends object>(value: T): Defined<T> {
	const entries = Object.entries(value).filter(([, part]) => part !== undefined);
	return Object.fromEntries(entries) as Defined<T>;
}
