/** The ways to paste PEM into a place, the one that fits it first. */
import type { FoundPlace, Place, PlaceInput } from './place.js';
import { placeFor } from './placeFor.js';
import { writtenIn } from './write.js';

/** `block`: lines of their own as the place wants them. */
export type FormId = 'block' | 'pem' | 'escaped' | 'base64';

export interface PasteForm {
	readonly id: FormId;
	readonly text: string;
	/** What is replaced: UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
}

export interface PasteForms {
	readonly forms: readonly PasteForm[];
	/** Whether the place asks for the first one, so that it goes before a plain paste. */
	readonly fits: boolean;
}

/** Every form once. */
export function formsAt(input: PlaceInput, pem: string): PasteForms {
	const { start, end } = input;
	const found = placeFor(input);
	const affixes = found && found.form !== 'lines' ? found : { open: '', close: '', start, end };
	const others: readonly (readonly [FormId, FoundPlace])[] = [
		['escaped', { form: 'escaped', ...affixesOf(affixes) }],
		['base64', { form: 'base64', ...affixesOf(affixes) }],
		['pem', { form: 'lines', first: '', prefix: '', tail: '\n', start, end }],
	];
	const first: readonly (readonly [FormId, FoundPlace])[] = found
		? [[found.form === 'lines' ? 'block' : found.form, found]]
		: [];
	const ids = new Set<FormId>();
	const forms = [...first, ...others].flatMap(([id, place]): readonly PasteForm[] => {
		if (ids.has(id)) return [];
		ids.add(id);
		return [{ id, text: writtenIn(place, pem), start: place.start, end: place.end }];
	});
	return { forms, fits: found !== undefined };
}

type Affixes = Extract<Place, { readonly open: string }> & Pick<FoundPlace, 'start' | 'end'>;

function affixesOf({ open, close, start, end }: Omit<Affixes, 'form'>): Omit<Affixes, 'form'> {
	return { open, close, start, end };
}
